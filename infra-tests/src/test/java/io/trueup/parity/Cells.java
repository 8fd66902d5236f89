package io.trueup.parity;

import io.trueup.aggregate.Bounds;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Certificate;
import io.trueup.merge.Keys;
import io.trueup.merge.Row;
import io.trueup.merge.Snapshot;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Tenure;
import io.trueup.store.Version;
import io.trueup.time.Span;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every cell of every view and size, found as answers find them: by listing keys, then rows. */
record Cells(Map<Cell, Row> rows) {

  private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
  private static final long END = Instant.parse("9999-12-31T00:00:00Z").toEpochMilli();

  /** View, size, key, and the bucket's first millisecond. */
  record Cell(String view, Span every, CellKey key, long bucket) {}

  Cells {
    rows = Map.copyOf(rows);
  }

  static String segment(long cut) {
    return "segment-" + cut;
  }

  /** A pointer to the segment of a cut. */
  static Pointer pointer(Pipeline pipeline, long cut) {
    Version version =
        new Version(
            "parity",
            List.of(new Segment(segment(cut), 0, cut)),
            pipeline.views().stream().collect(Collectors.toMap(View::name, View::fingerprint)),
            Version.CrossCheck.NOT_CHECKED,
            0);
    return new Pointer(1, Optional.of(version), List.of(), Pointer.Hold.FREE);
  }

  /** Where cells are read from. */
  record Source(Pipeline pipeline, Tenure definition, Table hot, Function<String, Table> segments) {

    /** The cells by a pointer; none is hidden for its age. */
    Cells by(Pointer pointer) {
      Snapshot snapshot =
          new Snapshot(
              pointer,
              definition,
              new Certificate(
                  pointer.generation(),
                  pointer.version(),
                  Instant.ofEpochMilli(FIRST),
                  Optional.empty(),
                  Certificate.Hold.FREE,
                  Certificate.Completeness.COMPLETE));
      Map<Cell, Row> rows = new HashMap<>();
      for (View view : pipeline.views()) {
        for (CellKey key : keys(snapshot, view)) {
          for (BucketSize size : view.every()) {
            for (Row row : new Answers(hot, segments).rows(snapshot, view, size, key, FIRST, END)) {
              rows.put(new Cell(view.name(), size.length(), key, row.bucket()), row);
            }
          }
        }
      }
      return new Cells(rows);
    }

    private List<CellKey> keys(Snapshot snapshot, View view) {
      return new Keys(hot, segments)
          .page(snapshot, view, Keys.Place.START, Integer.MAX_VALUE)
          .keys();
    }
  }

  /**
   * What differs in these cells from exact ones: a cell that only one of both has, or a number. An
   * estimate differs when the exact number is not within its bounds.
   */
  List<String> differences(Cells exact) {
    List<String> differences = new ArrayList<>();
    Set<Cell> all = new HashSet<>(rows.keySet());
    all.addAll(exact.rows.keySet());
    for (Cell cell : all) {
      Optional<Row> one = Optional.ofNullable(rows.get(cell));
      Optional<Row> other = Optional.ofNullable(exact.rows.get(cell));
      if (one.isEmpty() || other.isEmpty()) {
        differences.add("%s: %s, exact %s".formatted(cell, one, other));
      } else {
        differences(cell, one.get(), other.get(), differences);
      }
    }
    return differences;
  }

  private static void differences(Cell cell, Row row, Row exact, List<String> differences) {
    Set<String> measures = new HashSet<>(row.values().keySet());
    measures.addAll(exact.values().keySet());
    for (String measure : measures) {
      Object one = row.values().get(measure);
      Object other = exact.values().get(measure);
      boolean same =
          Optional.ofNullable(row.bounds().get(measure))
              .map(bounds -> lies(other, bounds))
              .orElseGet(() -> Objects.equals(one, other));
      if (!same) {
        differences.add(
            "%s, %s: %s within %s, exact %s"
                .formatted(cell, measure, one, row.bounds().get(measure), other));
      }
    }
  }

  private static boolean lies(@Nullable Object number, Bounds bounds) {
    return number != null
        && decimal(number).compareTo(decimal(bounds.low())) >= 0
        && decimal(number).compareTo(decimal(bounds.high())) <= 0;
  }

  private static BigDecimal decimal(Object number) {
    return new BigDecimal(number.toString());
  }
}
