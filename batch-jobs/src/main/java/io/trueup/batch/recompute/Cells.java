package io.trueup.batch.recompute;

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

  /** So many cells of the finest size and values in their censuses take some hundred megabytes. */
  static final int MOST = 200_000;

  private final int most;
  private final List<View> views;
  private final List<Map<At, Recount>> finest = new ArrayList<>();
  private final List<Map<List<@Nullable Object>, CellKey>> keys = new ArrayList<>();
  private int count;

  /** A bucket of a key. */
  private record At(CellKey key, long bucket) {}

  /** For so many cells and values in their censuses before they are full. */
  Cells(Definition definition, int most) {
    this.most = most;
    this.views = definition.pipeline().views();
    clear();
  }

  void add(Event event) {
    for (int i = 0; i < views.size(); i++) {
      View view = views.get(i);
      if (view.counts(event)) {
        long bucket = Buckets.start(event.time(), view.finest().length());
        At at = new At(key(i, event), bucket);
        Map<At, Recount> cells = finest.get(i);
        Recount cell = cells.get(at);
        if (cell == null) {
          cell = new Recount(view);
          cells.put(at, cell);
          count++;
        }
        count += cell.add(event);
      }
    }
  }

  boolean isFull() {
    return count >= most;
  }

  /** Takes all cells out, of every size: parts of strips by the text of their {@link StripKey}. */
  List<Part> drain() {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      List<BucketSize> sizes = views.get(i).every();
      Map<At, Recount> cells = finest.get(i);
      for (int size = 0; size < sizes.size(); size++) {
        Span length = sizes.get(size).length();
        cells = size == 0 ? cells : coarser(cells, length, views.get(i));
        addParts(i, size, length, cells, parts);
      }
    }
    clear();
    return parts;
  }

  private static Map<At, Recount> coarser(Map<At, Recount> cells, Span length, View view) {
    Map<At, Recount> coarser = new HashMap<>();
    cells.forEach(
        (at, cell) ->
            coarser
                .computeIfAbsent(
                    new At(at.key(), Buckets.start(at.bucket(), length)), any -> new Recount(view))
                .add(cell));
    return coarser;
  }

  private static void addParts(
      int view, int size, Span length, Map<At, Recount> cells, List<Part> parts) {
    Map<StripKey, Map<Long, byte[]>> strips = new HashMap<>();
    cells.forEach(
        (at, cell) ->
            strips
                .computeIfAbsent(
                    new StripKey(view, size, Strip.startOf(at.bucket(), length), at.key()),
                    any -> new TreeMap<>())
                .put(at.bucket(), cell.encode()));
    strips.forEach((key, states) -> parts.add(new Part(key.text(), StripPart.encode(states))));
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
