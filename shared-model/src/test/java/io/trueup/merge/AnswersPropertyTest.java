package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.BucketSize;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Rule 9: wherever the cut is, the answer is that of a loop over all events. */
class AnswersPropertyTest {

  private static final long DAY = 86_400_000;

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void rows_anyEventsCutsAndRanges_equalOracle(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sold> events = events(random, 60);
    Served served = new Served();
    served.live("a", events.subList(0, 20)).live("b", events.subList(20, 60));
    long[] ends = random.longs(random.nextInt(3), 1, 5_000).sorted().distinct().toArray();
    if (ends.length > 0) {
      served.trueUp(events, ends);
    }
    long cut = ends.length == 0 ? 0 : ends[ends.length - 1];
    long from = random.nextLong(4 * DAY) - DAY;
    long to = from + random.nextLong(3 * DAY);
    for (BucketSize size : served.view.every()) {
      for (Sold each : events) {
        List<String> rows =
            served.answers.rows(served.snapshot(), served.view, size, each.key(), from, to).stream()
                .map(row -> row.bucket() + " " + row.standing() + " " + row.values())
                .toList();
        assertThat(rows)
            .as("seed %d, %s, size %s", seed, each, size)
            .isEqualTo(oracle(events, each.category(), size, cut, from, to));
      }
    }
  }

  private static List<Sold> events(Random random, int count) {
    List<Sold> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long epoch = random.nextInt(5_000);
      long age = random.nextInt(4) > 0 ? random.nextLong(600_000) : random.nextLong(4 * DAY);
      String category = List.of("toys", "", "|").get(random.nextInt(3));
      events.add(new Sold(category, epoch * 60_000 - age, epoch, random.nextInt(9)));
    }
    return events;
  }

  private static List<String> oracle(
      List<Sold> events, String category, BucketSize size, long cut, long from, long to) {
    long length = size.length().millis();
    Optional<Long> limit = size.keep().map(keep -> cut * 60_000 - keep.millis());
    Map<Long, List<Sold>> buckets = new TreeMap<>();
    for (Sold event : events) {
      long bucket = event.time() - Math.floorMod(event.time(), length);
      if (event.category().equals(category)
          && bucket >= from
          && bucket < to
          && (limit.isEmpty() || bucket + length > limit.get())) {
        buckets.computeIfAbsent(bucket, b -> new ArrayList<>()).add(event);
      }
    }
    List<String> rows = new ArrayList<>();
    buckets.forEach(
        (bucket, some) ->
            rows.add(
                "%d %s {orders=%d, items_sum=%s, items_max=%d}"
                    .formatted(
                        bucket,
                        some.stream().anyMatch(it -> it.epoch() >= cut) ? "LIVE" : "EXACT",
                        some.size(),
                        BigDecimal.valueOf(some.stream().mapToLong(Sold::items).sum()),
                        some.stream().mapToLong(Sold::items).max().orElse(-1))));
    return rows;
  }
}
