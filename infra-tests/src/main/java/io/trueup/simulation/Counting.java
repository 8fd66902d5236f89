package io.trueup.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The oracle of repeats. In a segment the first record of an id counts, by epoch, position and
 * shard, unless another stands before the segment and within the horizon; from the cut on each that
 * has no earlier one of its id on its shard within the window.
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
   * The records that count by a definition, below a cut of those that segments are of, from it on
   * of those that the speed layer has, both in the order of their positions.
   */
  static List<Arrived> of(List<Losses.Part> parts, List<Arrived> live, long cut, Shop by) {
    Map<String, Long> newest = new HashMap<>();
    List<Arrived> counting = new ArrayList<>();
    parts.forEach(part -> counting.addAll(once(part, by)));
    for (Arrived each : live) {
      if (!each.isAccepted(by)) {
        continue;
      }
      Long before = newest.put(each.shard() + " " + each.sent().id(), each.arrival());
      if (each.epoch() >= cut && !isRepeat(before, each, by)) {
        counting.add(each);
      }
    }
    return counting;
  }

  /** The records that a segment counts, of those that were there when it was made. */
  static List<Arrived> once(Losses.Part part, Shop by) {
    Map<Integer, Arrived> first = new HashMap<>();
    long sought = by.sought(part.segment().from());
    for (Arrived each : part.archived()) {
      boolean isRead = each.epoch() >= sought && each.epoch() < part.segment().to();
      if (isRead && each.isAccepted(by)) {
        first.merge(each.sent().id(), each, (a, b) -> FIRST.compare(a, b) <= 0 ? a : b);
      }
    }
    return first.values().stream().filter(each -> each.epoch() >= part.segment().from()).toList();
  }
}
