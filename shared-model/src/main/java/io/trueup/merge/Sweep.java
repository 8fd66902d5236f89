package io.trueup.merge;

import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The cells of all keys of a view, key by key in the order of {@link Keys}, those of one key in the
 * order of time. Several keys are read at once. Safe for many threads as far as its tables are.
 */
public final class Sweep {

  /** The keys read at once; what a page reads too much is at most these. */
  private static final int CHUNK = 64;

  /** The keys that a page reads at most, so that keys without cells in the range can't stall it. */
  private static final int MOST_KEYS = 2_048;

  private final Keys keys;
  private final Answers answers;
  private final Workers workers;

  public Sweep(Keys keys, Answers answers, Workers workers) {
    this.keys = keys;
    this.answers = answers;
    this.workers = workers;
  }

  /**
   * A place between cells: among the keys, and for the key that is exactly there, a first bucket.
   */
  public record Place(Keys.Place key, long bucket) {

    public static final Place START = new Place(Keys.Place.START, Long.MIN_VALUE);
  }

  /** What to read: the cells of one size whose buckets begin in a span, so many at most. */
  public record Span(BucketSize size, long from, long to, int limit) {}

  /** A cell of a key. */
  public record Cell(CellKey key, Row row) {}

  /** Some cells, and where the next page begins if there is one; a page may be short or empty. */
  public record Page(List<Cell> cells, Optional<Place> next) {}

  /** The cells from a place on. */
  public Page page(Snapshot snapshot, View view, Place start, Span span) {
    List<Cell> cells = new ArrayList<>();
    Place place = start;
    for (int read = 0; read < MOST_KEYS; read += CHUNK) {
      Keys.Page some = keys.page(snapshot, view, place.key(), CHUNK);
      List<List<Row>> rows = rows(snapshot, view, span, place, some.keys());
      for (int i = 0; i < rows.size(); i++) {
        CellKey key = some.keys().get(i);
        for (Row row : rows.get(i)) {
          if (cells.size() == span.limit()) {
            return new Page(cells, Optional.of(new Place(Keys.Place.at(key), row.bucket())));
          }
          cells.add(new Cell(key, row));
        }
      }
      if (some.isLast()) {
        return new Page(cells, Optional.empty());
      }
      place = new Place(some.next(), Long.MIN_VALUE);
    }
    return new Page(cells, Optional.of(place));
  }

  private List<List<Row>> rows(
      Snapshot snapshot, View view, Span span, Place place, List<CellKey> some) {
    List<List<Row>> rows = new ArrayList<>(Collections.nCopies(some.size(), List.of()));
    List<Runnable> reads = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      int index = i;
      CellKey key = some.get(i);
      long from =
          Keys.Place.at(key).equals(place.key())
              ? Math.max(span.from(), place.bucket())
              : span.from();
      reads.add(
          () -> rows.set(index, answers.rows(snapshot, view, span.size(), key, from, span.to())));
    }
    workers.run(reads);
    return rows;
  }
}
