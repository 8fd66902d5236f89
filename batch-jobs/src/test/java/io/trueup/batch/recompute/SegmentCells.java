package io.trueup.batch.recompute;

import io.trueup.aggregate.Frequent;
import io.trueup.aggregate.Measures;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Strip;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All cells of a segment, found as a query finds them: by listing keys, then reading strips. */
final class SegmentCells {

  /** Longer than the test's years. */
  private static final long AGES = 4L * 365 * 86_400_000;

  private SegmentCells() {}

  static Map<Oracle.Cell, Map<String, @Nullable Object>> read(
      Table segment, Definition definition) {
    Map<Oracle.Cell, Map<String, @Nullable Object>> cells = new HashMap<>();
    for (View view : definition.pipeline().views()) {
      for (int spread = 0; spread < Directory.SPREADS; spread++) {
        Directory.segment(segment, view.fingerprint(), view.name(), spread, "")
            .forEach(key -> read(segment, view, key, cells));
      }
    }
    return cells;
  }

  private static void read(
      Table segment,
      View view,
      CellKey key,
      Map<Oracle.Cell, Map<String, @Nullable Object>> cells) {
    Measures measures = new Measures(view);
    for (BucketSize size : view.every()) {
      Strip.read(segment, view.fingerprint(), view.name(), size.length(), key, -AGES, AGES)
          .forEach(
              (bucket, state) ->
                  cells.put(
                      new Oracle.Cell(
                          view.name(), size.length().millis() / 60_000, key.values(), bucket),
                      plain(measures.decodeRecomputed(state).values())));
    }
  }

  static Map<String, @Nullable Object> plain(Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> plain = new TreeMap<>(values);
    plain.replaceAll((name, value) -> plain(value));
    return plain;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof List<?> most) {
      return most.stream()
          .map(each -> (Frequent) each)
          .map(frequent -> frequent.value() + " " + frequent.count())
          .toList();
    }
    return value instanceof BigDecimal sum
        ? (Object) sum.longValueExact()
        : value instanceof Instant time ? (Object) time.toEpochMilli() : value;
  }
}
