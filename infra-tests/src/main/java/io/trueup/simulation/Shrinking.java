package io.trueup.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Makes a history that goes wrong smaller: leaves out faults and events as long as it still goes
 * wrong, in groups that get smaller, for a bounded number of tries.
 */
final class Shrinking {

  private static final int MOST_TRIES = 250;
  private static final int MOST_EVENTS = 60;

  private final Function<Plan, History.Result> histories;
  private History.Result smallest;
  private int tries;

  private Shrinking(History.Result wrong, Function<Plan, History.Result> histories) {
    this.histories = histories;
    this.smallest = wrong;
  }

  /** The smallest history found; {@code wrong} itself when nothing can be left out. */
  static History.Result of(History.Result wrong, Function<Plan, History.Result> histories) {
    Shrinking shrinking = new Shrinking(wrong, histories);
    int before;
    do {
      before = shrinking.size();
      shrinking.leaveOut(shrinking.smallest.faults().names(), Plan::withoutFaults);
      shrinking.leaveOut(shrinking.events(), Plan::withoutEvents);
    } while (shrinking.size() < before && shrinking.tries < MOST_TRIES);
    return shrinking.smallest;
  }

  private int size() {
    return smallest.faults().names().size() + events().size();
  }

  private List<Integer> events() {
    return IntStream.range(0, MOST_EVENTS)
        .boxed()
        .filter(event -> !smallest.plan().noEvents().contains(event))
        .toList();
  }

  private <T> void leaveOut(List<T> all, BiFunction<Plan, Iterable<T>, Plan> without) {
    List<T> left = new ArrayList<>(all);
    for (int group = Math.max(1, left.size() / 2); ; group /= 2) {
      for (int from = 0; from < left.size() && tries < MOST_TRIES; ) {
        List<T> some = left.subList(from, Math.min(from + group, left.size()));
        Optional<History.Result> still = wrong(without.apply(smallest.plan(), some));
        if (still.isPresent()) {
          smallest = still.get();
          some.clear();
        } else {
          from += group;
        }
      }
      if (group <= 1) {
        return;
      }
    }
  }

  private Optional<History.Result> wrong(Plan plan) {
    tries++;
    return Optional.of(histories.apply(plan)).filter(result -> result.wrong().isPresent());
  }

  /** A history that goes wrong, for people. */
  static String report(History.Result result) {
    StringBuilder report = new StringBuilder();
    report.append(
        "WRONG  seed %d: %s\n"
            .formatted(result.plan().seed(), result.wrong().orElseThrow().getMessage()));
    report.append(
        "  %d records, without events %s; faults:\n"
            .formatted(result.records(), new TreeSet<>(result.plan().noEvents())));
    result.faults().names().forEach(name -> report.append("    ").append(name).append('\n'));
    return report.toString();
  }
}
