package io.trueup.simulation;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What many histories came to. */
final class Figures {

  private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
  private long histories;
  private long records;
  private long answers;
  private long wrong;

  void add(History.Result result) {
    histories++;
    records += result.records();
    answers += result.answers();
    wrong += result.wrong().isPresent() ? 1 : 0;
    result.faults().counts().forEach((fault, n) -> faults.merge(fault, (long) n, Long::sum));
  }

  long wrong() {
    return wrong;
  }

  long histories() {
    return histories;
  }

  double records(double per) {
    return records / per;
  }

  double answers(double per) {
    return answers / per;
  }

  /** All faults, for each so many. */
  double faults(double per) {
    return faults.values().stream().mapToLong(n -> n).sum() / per;
  }

  String details(double seconds) {
    String kinds =
        faults.entrySet().stream()
            .map(each -> each.getKey().name().toLowerCase(Locale.ROOT) + " " + each.getValue())
            .collect(Collectors.joining("  "));
    return String.format(
        Locale.ROOT,
        "faults  %s%na history has on average %.1f records, %.1f faults, %.1f answers; %.1f histories a second",
        kinds,
        records((double) histories),
        faults((double) histories),
        answers((double) histories),
        histories / seconds);
  }

  String line() {
    return "histories %d  answers %d  wrong %d".formatted(histories, answers, wrong);
  }
}
