package io.trueup.merge;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recomputed;
import io.trueup.aggregate.State;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.time.Buckets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The merge on read: a cell is what the version's segments hold of it, and all hot deltas from the
 * cut on. A record is in exactly one of the two, however late its event time. Safe for many threads
 * as far as its tables are.
 */
public final class Answers {

  private final Table hot;
  private final Function<String, Table> segments;

  /** {@code segments} opens a segment's table by name. */
  public Answers(Table hot, Function<String, Table> segments) {
    this.hot = hot;
    this.segments = segments;
  }

  /** What is known of a cell so far; {@code exact} only while it is one segment's, untouched. */
  private record Merged(
      State state, Row.Standing standing, Optional<Map<String, @Nullable Object>> exact) {

    static Merged recomputed(Recomputed cell) {
      return new Merged(cell.state(), Row.Standing.EXACT, Optional.of(cell.values()));
    }

    static Merged live(State state) {
      return new Merged(state, Row.Standing.LIVE, Optional.empty());
    }

    Merged plus(Merged other, Measures measures) {
      Row.Standing untouched = measures.areSketched() ? Row.Standing.ESTIMATED : Row.Standing.EXACT;
      return new Merged(
          measures.merge(state, other.state),
          other.standing == Row.Standing.LIVE ? Row.Standing.LIVE : untouched,
          Optional.empty());
    }

    Row row(long bucket, Measures measures) {
      return exact
          .map(values -> new Row(bucket, standing, values, Map.of()))
          .orElseGet(
              () -> new Row(bucket, standing, measures.values(state), measures.bounds(state)));
    }
  }

  /**
   * The cells of a key whose buckets of a size begin from {@code from} on and before {@code to}, in
   * order of time; buckets that ended before start(cut) - keep are left out. Reads what the
   * snapshot's pointer names and nothing else.
   */
  public List<Row> rows(
      Snapshot snapshot, View view, BucketSize size, CellKey key, long from, long to) {
    requireCovered(snapshot, view);
    Measures measures = new Measures(view);
    Range range = visible(snapshot, size, from, to);
    TreeMap<Long, Merged> cells = new TreeMap<>();
    for (Segment segment : segmentsOf(snapshot)) {
      Table table = segments.apply(segment.table());
      Map<Long, byte[]> states =
          Strip.read(
              table, view.fingerprint(), view.name(), size.length(), key, range.from(), range.to());
      states.forEach(
          (bucket, bytes) ->
              add(measures, cells, bucket, Merged.recomputed(measures.decodeRecomputed(bytes))));
    }
    long cut = snapshot.pointer().cut();
    try (var deltas = Delta.since(cut, hot, view, key)) {
      deltas.forEach(
          found -> {
            long bucket = Buckets.start(found.bucket(), size.length());
            if (bucket >= range.from() && bucket < range.to()) {
              State state = measures.decode(found.delta().state());
              add(measures, cells, bucket, Merged.live(state));
            }
          });
    }
    return cells.entrySet().stream()
        .map(cell -> cell.getValue().row(cell.getKey(), measures))
        .toList();
  }

  private record Range(long from, long to) {}

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

  private static void add(Measures measures, Map<Long, Merged> cells, long bucket, Merged more) {
    cells.merge(bucket, more, (one, other) -> one.plus(other, measures));
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
