package io.trueup.merge;

import io.trueup.aggregate.Measures;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.time.Buckets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The merge on read: a cell is what the version's segments hold of it, and all hot deltas from the
 * cut on. A record is in exactly one of the two, however late its event time. Safe for many threads
 * as far as its tables are.
 */
public final class Answers {

  /** More than the cells of counts and sums on the largest page; it bounds those of sketches. */
  static final long MOST_BYTES = 8 * 1024 * 1024;

  private final Table hot;
  private final Function<String, Table> segments;

  /** {@code segments} opens a segment's table by name. */
  public Answers(Table hot, Function<String, Table> segments) {
    this.hot = hot;
    this.segments = segments;
  }

  /**
   * Some cells of a key in order of time, the bucket of the first one that is left out, if there is
   * one, and the bytes of the largest state that is stored of each, added up.
   */
  public record Some(List<Row> rows, OptionalLong next, long bytes) {}

  /**
   * All cells of a key whose buckets of a size begin from {@code from} on and before {@code to}, as
   * {@link #page} has them.
   */
  public List<Row> rows(
      Snapshot snapshot, View view, BucketSize size, CellKey key, long from, long to) {
    List<Row> rows = new ArrayList<>();
    OptionalLong next = OptionalLong.of(from);
    while (next.isPresent()) {
      Sweep.Span rest = new Sweep.Span(size, next.getAsLong(), to, Integer.MAX_VALUE);
      Some some = page(snapshot, view, key, rest);
      rows.addAll(some.rows());
      next = some.next();
    }
    return rows;
  }

  /**
   * The first cells of a key whose buckets begin within a span, in order of time; buckets that
   * ended before start(cut) - keep are left out. Reads what the snapshot's pointer names and
   * nothing else: of the segments as far as the page goes, and of the hot deltas from the cut on
   * all, since any may be of any bucket; no more cells of them are kept than the page may have. A
   * page ends early, with at least one cell, where their states have {@value #MOST_BYTES} bytes.
   */
  public Some page(Snapshot snapshot, View view, CellKey key, Sweep.Span span) {
    requireCovered(snapshot, view);
    Measures measures = new Measures(view);
    Range range = visible(snapshot, span.size(), span.from(), span.to());
    List<Stream<Merged>> opened = new ArrayList<>();
    try {
      List<Iterator<Merged>> sources = new ArrayList<>();
      for (Segment segment : segmentsOf(snapshot)) {
        Table table = segments.apply(segment.table());
        Stream<Merged> cells =
            Strip.between(range.from(), range.to(), table, view, span.size().length(), key)
                .map(state -> Merged.recomputed(state.getKey(), state.getValue(), measures));
        opened.add(cells);
        sources.add(cells.iterator());
      }
      sources.add(live(snapshot, view, key, span, range, measures));
      return first(span.limit(), new Union(sources, measures), measures);
    } finally {
      opened.forEach(Stream::close);
    }
  }

  private static Some first(int limit, Union cells, Measures measures) {
    List<Row> rows = new ArrayList<>();
    long bytes = 0;
    while (rows.size() < limit && bytes < MOST_BYTES && cells.hasNext()) {
      Merged cell = cells.next();
      rows.add(cell.row(measures));
      bytes += cell.bytes();
    }
    return new Some(rows, cells.bucket(), bytes);
  }

  /** The first live cells, one more than a page has: those after them are not on it. */
  private Iterator<Merged> live(
      Snapshot snapshot, View view, CellKey key, Sweep.Span span, Range range, Measures measures) {
    long most = span.limit() + 1L;
    TreeMap<Long, Merged> cells = new TreeMap<>();
    try (var deltas = Delta.since(snapshot.pointer().cut(), hot, view, key)) {
      deltas.forEach(
          found -> {
            long bucket = Buckets.start(found.bucket(), span.size().length());
            if (range.has(bucket) && (cells.size() < most || bucket <= cells.lastKey())) {
              cells.merge(
                  bucket,
                  Merged.live(bucket, found.delta().state(), measures),
                  (one, other) -> one.plus(other, measures));
              if (cells.size() > most) {
                cells.pollLastEntry();
              }
            }
          });
    }
    return cells.values().iterator();
  }

  private record Range(long from, long to) {

    boolean has(long bucket) {
      return bucket >= from && bucket < to;
    }
  }

  /** Narrows a range to the buckets that end after start(cut) - keep. */
  private static Range visible(Snapshot snapshot, BucketSize size, long from, long to) {
    long length = size.length().millis();
    long oldest =
        size.keep()
            .map(keep -> snapshot.certificate().cut().toEpochMilli() - keep.millis())
            .map(limit -> Buckets.start(limit - length, size.length()) + length)
            .orElse(Long.MIN_VALUE);
    return new Range(Math.max(from, oldest), Math.max(to, Math.max(from, oldest)));
  }

  static List<Segment> segmentsOf(Snapshot snapshot) {
    return snapshot.pointer().version().map(version -> version.segments()).orElse(List.of());
  }

  static void requireCovered(Snapshot snapshot, View view) {
    if (!snapshot.covers(view)) {
      throw new IllegalStateException(
          "view '%s' has fingerprint %s, expected the served version's %s"
              .formatted(view.name(), view.fingerprint(), snapshot.pointer().version()));
    }
  }
}
