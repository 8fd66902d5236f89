package io.trueup.batch.recompute;

import io.trueup.consume.Pool;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Directory;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Writes the strips of one partition and the directory entries of their keys into a segment. A task
 * that is tried again writes items of the same keys, cells and exact numbers; what its sketches
 * keep of many values is drawn anew. What it writes at once is no more than its pace allows a
 * second, or one item. For one thread.
 */
final class Loading {

  /** The items that are written side by side. */
  private static final int AT_ONCE = 200;

  private static final int A_CALL = 50;

  /** The writers of this process; a write is waiting for its answer. */
  static final Pool WRITERS = new Pool(AT_ONCE / A_CALL);

  private final Table segment;
  private final Definition definition;
  private final Workers writers;
  private final Pace pace;
  private final List<Item> waiting = new ArrayList<>();
  private final Set<Key> listed = new HashSet<>();
  private int waitingUnits;
  private long cells;
  private long strips;
  private long units;
  private Corrections corrections = Corrections.NONE;

  /**
   * What was written: cells, the items that hold them, and the write units of these and of the
   * directory; and how the cells differ from what they replace.
   */
  record Loaded(long cells, long strips, long units, Corrections corrections)
      implements Serializable {

    static final Loaded NONE = new Loaded(0, 0, 0, Corrections.NONE);

    Loaded plus(Loaded other) {
      return new Loaded(
          cells + other.cells,
          strips + other.strips,
          units + other.units,
          corrections.plus(other.corrections));
    }
  }

  private Loading(Table segment, Definition definition, Workers writers, Pace pace) {
    this.segment = segment;
    this.definition = definition;
    this.writers = writers;
    this.pace = pace;
  }

  /** Loads all strips among some groups. */
  static Loaded load(
      Iterator<Group> groups, Table segment, Definition definition, Workers writers, Pace pace) {
    Loading loading = new Loading(segment, definition, writers, pace);
    while (groups.hasNext()) {
      Group strip = groups.next();
      if (!strip.key().equals(Tallies.KEY)) {
        loading.add(StripKey.parse(strip.key()), strip.parts());
      }
    }
    loading.write();
    return new Loaded(loading.cells, loading.strips, loading.units, loading.corrections);
  }

  private void add(StripKey key, Iterable<byte[]> parts) {
    View view = definition.pipeline().views().get(key.view());
    StripParts all = StripParts.of(parts, definition.measures().get(key.view()));
    corrections = corrections.plus(all.corrections(key, view));
    SortedMap<Long, byte[]> states = all.cells();
    if (states.isEmpty()) {
      return;
    }
    List<Item> items = key.strip(definition.pipeline()).items(states);
    cells += states.size();
    strips += items.size();
    items.forEach(this::add);
    if (key.isCoarsest(definition.pipeline())) {
      Item entry = Directory.segment(view.fingerprint(), view.name(), key.key());
      if (listed.add(entry.key())) {
        add(entry);
      }
    }
  }

  private void add(Item item) {
    int more = item.units();
    if (waiting.size() == AT_ONCE || waitingUnits + more > pace.atOnce()) {
      write();
    }
    waiting.add(item);
    waitingUnits += more;
  }

  private void write() {
    if (waiting.isEmpty()) {
      return;
    }
    pace.await(waitingUnits);
    List<Runnable> calls = new ArrayList<>();
    for (int from = 0; from < waiting.size(); from += A_CALL) {
      List<Item> call = waiting.subList(from, Math.min(from + A_CALL, waiting.size()));
      calls.add(() -> segment.writeAll(call));
    }
    writers.run(calls);
    waiting.clear();
    units += waitingUnits;
    waitingUnits = 0;
  }
}
