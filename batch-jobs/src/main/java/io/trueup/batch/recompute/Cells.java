package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Field;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.store.CellKey;
import io.trueup.store.Strip;
import io.trueup.time.Buckets;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of some events, combined in memory. Events are added in the finest size alone; coarser
 * sizes are added up from it when the cells are taken out, which is equal, since states are monoids
 * and each size is a multiple of the one before. For one thread.
 */
final class Cells {

  private final Era era;
  private final List<View> views;
  private final List<Measures> measures;

  /**
   * By the number of the bucket: the hashes of first milliseconds, all multiples of one number,
   * would be few.
   */
  private final List<Map<CellKey, Map<Long, Recount>>> finest = new ArrayList<>();

  private final List<Map<List<@Nullable Object>, CellKey>> keys = new ArrayList<>();
  private int count;

  /** For events of one era. */
  Cells(Definition definition, Era era) {
    this.era = era;
    this.views = definition.pipeline().views();
    this.measures = definition.measures();
    clear();
  }

  void add(Event event) {
    for (int i = 0; i < views.size(); i++) {
      View view = views.get(i);
      if (view.counts(event)) {
        Map<Long, Recount> cells =
            finest.get(i).computeIfAbsent(key(i, event), any -> new HashMap<>());
        count += cell(cells, Buckets.number(event.time(), view.finest().length()), i).add(event);
      }
    }
  }

  private Recount cell(Map<Long, Recount> cells, long number, int view) {
    Recount cell = cells.get(number);
    if (cell == null) {
      cell = measures.get(view).recount();
      cells.put(number, cell);
      count++;
    }
    return cell;
  }

  /** How many cells of the finest size there are, and values in their censuses. */
  int size() {
    return count;
  }

  /** Takes all cells out, of every size: parts of strips by the text of their {@link StripKey}. */
  List<Part> drain() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      int view = i;
      Span length = views.get(view).finest().length();
      finest.get(i).forEach((key, cells) -> addParts(view, key, byStart(cells, length), parts));
    }
    clear();
    return parts;
  }

  private void addParts(int view, CellKey key, Map<Long, Recount> finestOfKey, List<Part> parts) {
    List<BucketSize> sizes = views.get(view).every();
    Map<Long, Recount> cells = finestOfKey;
    for (int size = 0; size < sizes.size(); size++) {
      Span length = sizes.get(size).length();
      cells = size == 0 ? cells : coarser(cells, length, view);
      addParts(new StripKey(view, size, 0, key), length, cells, parts);
    }
  }

  private static Map<Long, Recount> byStart(Map<Long, Recount> byNumber, Span length) {
    Map<Long, Recount> cells = new TreeMap<>();
    byNumber.forEach((number, cell) -> cells.put(number * length.millis(), cell));
    return cells;
  }

  private Map<Long, Recount> coarser(Map<Long, Recount> cells, Span length, int view) {
    Map<Long, Recount> coarser = new TreeMap<>();
    cells.forEach(
        (bucket, cell) ->
            coarser
                .computeIfAbsent(Buckets.start(bucket, length), any -> measures.get(view).recount())
                .add(cell));
    return coarser;
  }

  /** Adds the parts of one key's cells of one size; {@code strip} is one of them. */
  private void addParts(StripKey strip, Span length, Map<Long, Recount> cells, List<Part> parts) {
    Map<Long, StripPart> byStart = new TreeMap<>();
    cells.forEach(
        (bucket, cell) ->
            byStart
                .computeIfAbsent(Strip.startOf(bucket, length), any -> new StripPart(era))
                .add(bucket, cell));
    byStart.forEach(
        (start, part) -> parts.add(new Part(strip.startingAt(start).text(), part.bytes())));
  }

  /** Remembered by the values, since to write a key as text takes longer than to find it. */
  private CellKey key(int view, Event event) {
    List<Field> by = views.get(view).by();
    List<@Nullable Object> values = new ArrayList<>(by.size());
    for (Field field : by) {
      values.add(event.value(field));
    }
    return keys.get(view).computeIfAbsent(values, CellKey::of);
  }

  private void clear() {
    finest.clear();
    keys.clear();
    views.forEach(view -> finest.add(new HashMap<>()));
    views.forEach(view -> keys.add(new HashMap<>()));
    count = 0;
  }
}
