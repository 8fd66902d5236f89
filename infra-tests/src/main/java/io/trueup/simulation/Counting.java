package io.trueup.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The oracle of repeats. Below a cut the first record of an id counts, by epoch, position and
 * shard; from the cut on each that has no earlier one of its id on its shard within the window.
 */
final class Counting {

  private static final Comparator<Arrived> FIRST =
      Comparator.comparing(Arrived::epoch)
          .thenComparing(Arrived::position)
          .thenComparing(Arrived::shard);

  private Counting() {}

  /** Whether a record is one, by the arrival of the newest of its id before it on its shard. */
  static boolean isRepeat(@Nullable Long before, Arrived record, Shop by) {
    return before != null && before >= record.arrival() - by.window();
  }

  /**
   * The records that count by a definition, below a cut of those that the archive has, from it on
   * of those that the speed layer has, both in the order of their positions.
   */
  static List<Arrived> of(List<Arrived> archived, List<Arrived> live, long cut, Shop by) {
    Map<Integer, Arrived> first = new HashMap<>();
    Map<String, Long> newest = new HashMap<>();
    List<Arrived> counting = new ArrayList<>();
    for (Arrived each : archived) {
      if (each.isAccepted(by) && each.epoch() < cut) {
        first.merge(each.sent().id(), each, (a, b) -> FIRST.compare(a, b) <= 0 ? a : b);
      }
    }
    for (Arrived each : live) {
      if (!each.isAccepted(by)) {
        continue;
      }
      Long before = newest.put(each.shard() + " " + each.sent().id(), each.arrival());
      if (each.epoch() >= cut && !isRepeat(before, each, by)) {
        counting.add(each);
      }
    }
    counting.addAll(first.values());
    return counting;
  }
}
