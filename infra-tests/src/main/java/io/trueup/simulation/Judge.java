package io.trueup.simulation;

import io.trueup.event.Position;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The oracle of answers: a list of events and a loop. An answer must hold every event before its
 * cut, every one that arrived before its {@code as_of} or that the speed layer had wholly processed
 * when it was asked for, none twice and none that was not sent; of the others of a shard and epoch
 * the first ones.
 */
final class Judge {

  private static final Comparator<Arrived> IN_ORDER = Comparator.comparing(Arrived::position);

  private final Question question;
  private final Page.Certificate certificate;
  private final Map<String, Position> floor;
  private final Map<CellName, TreeMap<Integer, Arrived>> expected = new TreeMap<>();
  private final Losses.Present present;
  private final long cut;

  /**
   * {@code floor} is how far speed had come, {@code all} are all records when the answer came,
   * {@code present} those that it may be made of, by a definition.
   */
  Judge(
      Question question,
      Page.Certificate certificate,
      Map<String, Position> floor,
      List<Arrived> all,
      Losses.Present present,
      long epochMillis,
      Shop by) {
    this.question = question;
    this.certificate = certificate;
    this.floor = floor;
    this.cut = certificate.cut() / epochMillis;
    this.present = present;
    Counting.of(present.parts(), present.live(), cut, by).forEach(each -> expect(each, by));
    all.stream()
        .filter(each -> isUnsure(each) && each.isAccepted(by))
        .forEach(each -> expect(each, by));
  }

  private void expect(Arrived each, Shop by) {
    if (each.epoch() < cut ? question.takes(each, by) : question.takesLive(each, by)) {
      expected
          .computeIfAbsent(question.cell(each.sent()), any -> new TreeMap<>())
          .put(each.sent().number(), each);
    }
  }

  /** Whether nobody knows if it counts, as records with its id are lost. */
  private boolean isUnsure(Arrived event) {
    return (event.epoch() < cut ? present.unsure() : present.unread()).contains(event.sent().id());
  }

  void judge(Page.Row row) {
    Map<Integer, Arrived> cell = expected.getOrDefault(row.cell(), new TreeMap<>());
    Set<Integer> present = decode(row);
    for (int number : present) {
      require(
          cell.containsKey(number), row, () -> "event %d is not of this cell".formatted(number));
    }
    cell.forEach(
        (number, event) -> {
          if (isDue(event)) {
            require(present.contains(number), row, () -> "lacks " + event);
          }
        });
    requirePrefixes(row, cell, present);
    require(row.n() == present.size(), row, () -> "counts %d".formatted(present.size()));
    List<Arrived> events =
        cell.values().stream().filter(e -> present.contains(e.sent().number())).toList();
    long low = events.stream().mapToLong(event -> event.sent().value()).min().orElse(0);
    long high = events.stream().mapToLong(event -> event.sent().value()).max().orElse(0);
    require(
        row.low() == low && row.high() == high,
        row,
        () -> "expected %d to %d".formatted(low, high));
    boolean live = events.stream().anyMatch(event -> event.epoch() >= cut);
    require(row.exact() != live, row, () -> live ? "has live events" : "has no live event");
  }

  /** Counts the events of a row, whether it is right or not. */
  Count count(Page.Row row) {
    Map<Integer, Integer> times = times(row);
    Map<Integer, Arrived> cell = expected.getOrDefault(row.cell(), new TreeMap<>());
    long lacking =
        cell.values().stream()
            .filter(event -> isDue(event) && !times.containsKey(event.sent().number()))
            .count();
    long twice = times.values().stream().filter(n -> n > 1).count();
    return new Count(times.size() + lacking, lacking, twice);
  }

  /** Counts the events that must be in cells which are not found. */
  Count countWithout(Set<CellName> found) {
    long lacking =
        expected.entrySet().stream()
            .filter(cell -> !found.contains(cell.getKey()))
            .flatMap(cell -> cell.getValue().values().stream())
            .filter(this::isDue)
            .count();
    return new Count(lacking, lacking, 0);
  }

  /** Events that are in a number or must be, and how many of them lack or count more than once. */
  record Count(long events, long lacking, long twice) {

    static final Count NONE = new Count(0, 0, 0);

    Count plus(Count other) {
      return new Count(events + other.events, lacking + other.lacking, twice + other.twice);
    }
  }

  /** That no cell lacks that must be there. */
  void judgeCoverage(Set<CellName> found) {
    expected.forEach(
        (cell, events) -> {
          if (!found.contains(cell)) {
            events.values().stream()
                .filter(this::isDue)
                .findFirst()
                .ifPresent(
                    event -> {
                      throw wrong("%s lacks, which has %s".formatted(cell, event));
                    });
          }
        });
  }

  /** That every cell is there with all of its events, and exact. */
  void judgeEnd(Map<CellName, Page.Row> rows) {
    if (!expected.keySet().containsAll(rows.keySet())) {
      throw wrong("in the end %s, expected %s".formatted(rows.keySet(), expected.keySet()));
    }
    rows.values().forEach(this::judge);
    judgeCoverage(rows.keySet());
    for (Page.Row row : rows.values()) {
      require(row.exact(), row, () -> "is not exact in the end");
    }
  }

  /** Whether it must be there; of an answer that says it is not complete, what the version has. */
  private boolean isDue(Arrived event) {
    if (isUnsure(event)) {
      return false;
    }
    if (!certificate.flags().complete()) {
      return event.epoch() < cut;
    }
    Position head = floor.get(event.shard());
    return event.epoch() < cut
        || event.arrival() < certificate.asOf()
        || (head != null && event.position().compareTo(head) <= 0);
  }

  /** The epoch before which the answer is by its version; 0 without one. */
  long cut() {
    return cut;
  }

  private void requirePrefixes(Page.Row row, Map<Integer, Arrived> cell, Set<Integer> present) {
    Map<String, Arrived> missing = new HashMap<>();
    long finest = question.view().finest().length().millis();
    cell.values().stream()
        .filter(event -> event.epoch() >= cut)
        .sorted(IN_ORDER)
        .forEach(
            event -> {
              String delta =
                  event.shard()
                      + event.epoch()
                      + event.sent().shop()
                      + Math.floorDiv(event.sent().at(), finest);
              if (isUnsure(event)) {
                return;
              }
              if (!present.contains(event.sent().number())) {
                missing.putIfAbsent(delta, event);
              } else {
                Arrived before = missing.get(delta);
                require(before == null, row, () -> "has %s without %s".formatted(event, before));
              }
            });
  }

  private Set<Integer> decode(Page.Row row) {
    Map<Integer, Integer> all = times(row);
    all.forEach(
        (number, times) ->
            require(times == 1, row, () -> "event %d counts %d times".formatted(number, times)));
    return all.keySet();
  }

  /** How often each event counts in a row, by its number. */
  private static Map<Integer, Integer> times(Page.Row row) {
    Map<Integer, Integer> all = new TreeMap<>();
    byte[] bytes = row.weight().toByteArray();
    for (int i = 0; i < 2 * bytes.length; i++) {
      int times = (bytes[bytes.length - 1 - i / 2] >> (4 * (i % 2))) & 15;
      if (times > 0) {
        all.put(i, times);
      }
    }
    return all;
  }

  private void require(boolean right, Page.Row row, Supplier<String> what) {
    if (!right) {
      throw wrong("%s %s".formatted(row, what.get()));
    }
  }

  private Wrong wrong(String what) {
    return new Wrong(
        "%s %s %s: %s; cut epoch %d, %s, heads %s"
            .formatted(
                question.view().name(),
                question.size().length(),
                question.selection(),
                what,
                cut,
                certificate,
                floor));
  }
}
