package io.trueup.simulation;

import io.trueup.store.Json;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The oracle of divergence: both layers see the same records, so that no live number of epochs
 * before a cut differs from what the records come to, and what differs from the exact numbers are
 * the repeats that the speed layer does not look for, counted by a loop.
 */
final class Alike {

  private static final Comparator<Arrived> FIRST =
      Comparator.comparing(Arrived::epoch)
          .thenComparing(Arrived::position)
          .thenComparing(Arrived::shard);

  private final List<Arrived> arrived;
  private final Shop by;
  private final long sought;

  /** By the definition that is recomputed, repeats being sought from an epoch on. */
  Alike(List<Arrived> arrived, Shop by, long sought) {
    this.arrived = arrived;
    this.by = by;
    this.sought = sought;
  }

  /** Judges what a report says where records were lost: the layer and at most those. */
  void judge(Map<?, ?> divergence, Losses.Counts lost) {
    Map<?, ?> causes = Json.object(divergence, "causes");
    long bySpeed = Json.number(Json.object(causes, "lost_by_speed"), "records");
    long byArchive = Json.number(Json.object(causes, "lost_by_archive"), "records");
    if (Json.number(divergence, "differing") > 0
        || Json.number(Json.object(causes, "ledgers_contradict"), "pairs") > 0
        || bySpeed > lost.bySpeed()
        || byArchive > lost.byArchive()) {
      throw new Wrong("divergence %s, expected at most %s".formatted(divergence, lost));
    }
  }

  /** Judges what a report says; {@code damaged} is the epoch of the one number made wrong. */
  void judge(Map<?, ?> divergence, Optional<Long> damaged) {
    long from = Json.number(divergence, "from");
    long to = Json.number(divergence, "to");
    boolean wrong = damaged.filter(epoch -> epoch >= from && epoch < to).isPresent();
    Map<String, Long> expected =
        new TreeMap<>(
            Map.of(
                "unexplained pairs", wrong ? 1L : 0L,
                "ledgers_contradict pairs", 0L,
                "lost_by_archive records", 0L,
                "lost_by_speed records", 0L));
    boolean whole = Json.number(divergence, "compared") == Json.number(divergence, "of");
    if (whole) {
      expected.put("of", entries(from, to));
      expected.putAll(repeats(from, to));
    }
    Map<String, Long> found = new TreeMap<>();
    Map<?, ?> causes = Json.object(divergence, "causes");
    for (String name : expected.keySet()) {
      String[] path = name.split(" ", -1);
      found.put(
          name,
          path.length == 1
              ? Json.number(divergence, name)
              : Json.number(Json.object(causes, path[0]), path[1]));
    }
    if (!found.equals(expected)) {
      throw new Wrong(
          "divergence from %d to %d: %s, expected %s".formatted(from, to, found, expected));
    }
  }

  private long entries(long from, long to) {
    Set<String> entries = new HashSet<>();
    for (Arrived each : arrived) {
      if (each.epoch() >= from && each.epoch() < to) {
        entries.add(each.shard() + " " + each.epoch());
      }
    }
    return entries.size();
  }

  private Map<String, Long> repeats(long from, long to) {
    Map<String, Long> counts =
        new TreeMap<>(
            Map.of("repeat_beyond_window records", 0L, "repeat_across_shards records", 0L));
    Set<Integer> seen = new HashSet<>();
    Map<String, Long> newest = new HashMap<>();
    List<Arrived> read =
        arrived.stream()
            .filter(it -> it.isAccepted(by) && it.epoch() >= sought)
            .sorted(FIRST)
            .toList();
    for (Arrived each : read) {
      @Nullable Long before = newest.put(each.shard() + " " + each.sent().id(), each.arrival());
      boolean again = !seen.add(each.sent().id());
      if (again
          && each.epoch() >= from
          && each.epoch() < to
          && !Counting.isRepeat(before, each, by)) {
        String cause = Objects.isNull(before) ? "across_shards" : "beyond_window";
        counts.merge("repeat_%s records".formatted(cause), 1L, Long::sum);
      }
    }
    return counts;
  }
}
