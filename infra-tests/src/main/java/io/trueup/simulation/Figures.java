package io.trueup.simulation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What many histories came to, and the seconds that they took: of several machines or runs, the sum
 * of theirs.
 */
record Figures(
    long histories,
    long records,
    long answers,
    long wrong,
    double seconds,
    Map<Fault, Long> faults) {

  static final Figures NONE = new Figures(0, 0, 0, 0, 0, Map.of());

  Figures {
    Map<Fault, Long> sorted = new EnumMap<>(Fault.class);
    sorted.putAll(faults);
    faults = Collections.unmodifiableMap(sorted);
  }

  /** The figures of one history, which took no time yet. */
  static Figures of(History.Result result) {
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    result.faults().counts().forEach((fault, n) -> faults.put(fault, (long) n));
    int wrong = result.wrong().isPresent() ? 1 : 0;
    return new Figures(1, result.records(), result.answers(), wrong, 0, faults);
  }

  Figures plus(Figures other) {
    Map<Fault, Long> sum = new EnumMap<>(Fault.class);
    sum.putAll(faults);
    other.faults.forEach((fault, n) -> sum.merge(fault, n, Long::sum));
    return new Figures(
        histories + other.histories,
        records + other.records,
        answers + other.answers,
        wrong + other.wrong,
        seconds + other.seconds,
        sum);
  }

  Figures in(double measured) {
    return new Figures(histories, records, answers, wrong, measured, faults);
  }

  long allFaults() {
    return faults.values().stream().mapToLong(n -> n).sum();
  }

  /** What may go wrong, how often it did and in one of how many histories; then averages. */
  String details() {
    String kinds =
        faults.entrySet().stream()
            .map(each -> kind(each.getKey(), each.getValue()))
            .collect(Collectors.joining());
    return kinds
        + String.format(
            Locale.ROOT,
            "a history has on average %.1f records, %.1f faults, %.1f answers; %.1f histories a second",
            (double) records / histories,
            (double) allFaults() / histories,
            (double) answers / histories,
            histories / seconds);
  }

  private String kind(Fault fault, long n) {
    return String.format(
        Locale.ROOT,
        "  %-16s %10d  %6.2f a history%n",
        fault.name().toLowerCase(Locale.ROOT),
        n,
        (double) n / histories);
  }

  String line() {
    return "histories %d  answers %d  wrong %d".formatted(histories, answers, wrong);
  }
}
