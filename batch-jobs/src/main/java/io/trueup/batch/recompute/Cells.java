package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
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
 * sizes are merged from it when the cells are taken out, which is equal, since states are monoids
 * and each size is a multiple of the one before. For one thread.
 */
final class Cells {

  /** So many cells of the finest size take some hundred megabytes. */
  static final int MOST = 200_000;

  private final Definition definition;
  private final int most;
  private final List<View> views;
  private final List<Map<At, State>> finest = new ArrayList<>();
  private final List<Map<List<@Nullable Object>, CellKey>> keys = new ArrayList<>();
  private int count;

  /** A bucket of a key. */
  private record At(CellKey key, long bucket) {}

  /** For so many cells before they are full. */
  Cells(Definition definition, int most) {
    this.definition = definition;
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
        Measures measures = definition.measures().get(i);
        Map<At, State> states = finest.get(i);
        @Nullable State state = states.get(at);
        count += state == null ? 1 : 0;
        states.put(at, measures.add(state == null ? measures.empty() : state, event));
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
      Measures measures = definition.measures().get(i);
      List<BucketSize> sizes = views.get(i).every();
      Map<At, State> cells = finest.get(i);
      for (int size = 0; size < sizes.size(); size++) {
        Span length = sizes.get(size).length();
        cells = size == 0 ? cells : coarser(cells, length, measures);
        addParts(i, size, length, cells, parts);
      }
    }
    clear();
    return parts;
  }

  private static Map<At, State> coarser(Map<At, State> cells, Span length, Measures measures) {
    Map<At, State> coarser = new HashMap<>();
    cells.forEach(
        (at, state) ->
            coarser.merge(
                new At(at.key(), Buckets.start(at.bucket(), length)), state, measures::merge));
    return coarser;
  }

  private void addParts(int view, int size, Span length, Map<At, State> cells, List<Part> parts) {
    Map<StripKey, Map<Long, byte[]>> strips = new HashMap<>();
    Measures measures = definition.measures().get(view);
    cells.forEach(
        (at, state) ->
            strips
                .computeIfAbsent(
                    new StripKey(view, size, Strip.startOf(at.bucket(), length), at.key()),
                    any -> new TreeMap<>())
                .put(at.bucket(), measures.encode(state)));
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
