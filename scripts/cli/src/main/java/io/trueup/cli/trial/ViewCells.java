package io.trueup.cli.trial;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.store.CellKey;
import io.trueup.time.Buckets;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one view: kept in its finest bucket size, folded into a coarser one when that is
 * asked for. For one thread.
 */
public final class ViewCells {

  /** A cell with the number of each measure by name. */
  public record Cell(CellKey key, long bucket, Map<String, @Nullable Object> values) {}

  /** Where a cell of the finest size is: dimension values and bucket. */
  private record Place(List<@Nullable Object> key, long bucket) {}

  /** A cell, and the batch that last changed it. */
  private static final class Kept {
    private final Recount cell;
    private long batch = -1;

    Kept(Recount cell) {
      this.cell = cell;
    }
  }

  private final View view;
  private final Measures measures;
  private final Map<Place, Kept> cells = new HashMap<>();
  private long writes;

  ViewCells(View view) {
    this.view = view;
    this.measures = new Measures(view);
  }

  public View view() {
    return view;
  }

  /** Counts an event if the view does; {@code batch} numbers the batch that it came in. */
  void add(Event event, long batch) {
    if (!view.counts(event)) {
      return;
    }
    List<Field> by = view.by();
    @Nullable Object[] key = new @Nullable Object[by.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = event.value(by.get(i));
    }
    Place place =
        new Place(Arrays.asList(key), Buckets.start(event.time(), view.finest().length()));
    Kept kept = cells.computeIfAbsent(place, none -> new Kept(measures.recount()));
    kept.cell.add(event);
    if (kept.batch != batch && view.countsLive(event)) {
      kept.batch = batch;
      writes++;
    }
  }

  /** How many deltas the batches would have written. */
  long writes() {
    return writes;
  }

  /** How many cells of the finest size there are. */
  public int size() {
    return cells.size();
  }

  /** The bytes of all states and keys, as deltas hold them. */
  long bytes() {
    long bytes = 0;
    for (Map.Entry<Place, Kept> cell : cells.entrySet()) {
      bytes += measures.encode(cell.getValue().cell.state()).length;
      bytes += 2L * CellKey.of(cell.getKey().key()).text().length();
    }
    return bytes;
  }

  /** Whether a size is one of the view's. */
  public boolean has(Span size) {
    return view.every().stream().map(BucketSize::length).anyMatch(size::equals);
  }

  /** The cells of a size: the newest bucket first, in it the largest first measure. */
  public List<Cell> of(Span size) {
    Map<Place, Recount> folded = new HashMap<>();
    cells.forEach(
        (place, kept) ->
            folded
                .computeIfAbsent(
                    new Place(place.key(), Buckets.start(place.bucket(), size)),
                    none -> measures.recount())
                .add(kept.cell));
    List<Cell> rows = new ArrayList<>(folded.size());
    folded.forEach(
        (place, cell) ->
            rows.add(new Cell(CellKey.of(place.key()), place.bucket(), cell.values())));
    rows.sort(
        Comparator.comparingLong(Cell::bucket)
            .reversed()
            .thenComparing(Comparator.comparingDouble(ViewCells::weight).reversed())
            .thenComparing(cell -> cell.key().text()));
    return rows;
  }

  private static double weight(Cell cell) {
    return cell.values().values().iterator().next() instanceof Number number
        ? number.doubleValue()
        : Double.NEGATIVE_INFINITY;
  }
}
