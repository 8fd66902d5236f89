package io.trueup.simulation;

import io.trueup.store.Json;
import io.trueup.store.Segment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The oracle of corrections: a recompute finds other numbers than the segments that it replaces
 * where they are of other records, which are those that it seeks repeats of further back, and
 * nowhere else.
 */
final class Corrected {

  private Corrected() {}

  /** Judges what a report says; {@code from} is the first epoch of its own segment. */
  static void judge(Map<String, Object> report, long from, List<Arrived> arrived, Shop by) {
    List<Segment> replaced = Losses.segments(report, "replaced");
    Map<?, ?> corrections = Json.object(report, "corrections");
    Set<Arrived> served = new HashSet<>();
    Set<Arrived> again = new HashSet<>();
    if (!replaced.isEmpty()) {
      long end = replaced.get(replaced.size() - 1).to();
      replaced.forEach(segment -> served.addAll(once(segment, arrived, by)));
      Segment own = new Segment(Json.text(report, "table"), from, Json.number(report, "cut"));
      once(own, arrived, by).stream().filter(each -> each.epoch() < end).forEach(again::add);
    }
    boolean isCorrected = Json.number(corrections, "differing") > 0;
    if (isCorrected == served.equals(again)) {
      throw new Wrong(
          "corrections %s of %s, expected %s"
              .formatted(corrections, replaced, served.equals(again) ? "none" : "some"));
    }
  }

  private static List<Arrived> once(Segment segment, List<Arrived> arrived, Shop by) {
    return Counting.once(new Losses.Part(segment, arrived), by);
  }
}
