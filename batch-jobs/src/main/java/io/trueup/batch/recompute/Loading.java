package io.trueup.batch.recompute;

import io.trueup.definition.View;
import io.trueup.port.Item;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Makes of one partition the strips of a segment, and says which keys they are of. A task that is
 * tried again makes items of the same keys, cells and exact numbers; what its sketches keep of many
 * values is drawn anew. For one thread.
 */
final class Loading {

  private final Definition definition;
  private final Sink sink;
  private final Set<String> keys = new HashSet<>();
  private long cells;
  private long strips;
  private Corrections corrections = Corrections.NONE;

  /** Takes what is made, one after another. */
  interface Sink {

    /** Takes one of the items of a strip; all of a strip come one after another. */
    void strip(Item item);

    /** Takes a key of a view that has cells, as its strip at 0 of the largest size; each once. */
    void key(StripKey key);
  }

  /**
   * What was loaded: cells, the items that hold them, and the write units of these and of the
   * directory, if they were written; the items and bytes of the lines that they were imported by,
   * if they were; and how the cells differ from what they replace.
   */
  record Loaded(
      long cells, long strips, long units, long items, long bytes, Corrections corrections)
      implements Serializable {

    static final Loaded NONE = new Loaded(0, 0, 0, 0, 0, Corrections.NONE);

    static Loaded units(long units) {
      return new Loaded(0, 0, units, 0, 0, Corrections.NONE);
    }

    static Loaded lines(long items, long bytes) {
      return new Loaded(0, 0, 0, items, bytes, Corrections.NONE);
    }

    Loaded plus(Loaded other) {
      return new Loaded(
          cells + other.cells,
          strips + other.strips,
          units + other.units,
          items + other.items,
          bytes + other.bytes,
          corrections.plus(other.corrections));
    }
  }

  private Loading(Definition definition, Sink sink) {
    this.definition = definition;
    this.sink = sink;
  }

  /** Makes all strips among some groups. */
  static Loaded load(Iterator<Group> groups, Definition definition, Sink sink) {
    Loading loading = new Loading(definition, sink);
    while (groups.hasNext()) {
      Group strip = groups.next();
      if (!strip.key().equals(Tallies.KEY)) {
        loading.add(StripKey.parse(strip.key()), strip.parts());
      }
    }
    return new Loaded(loading.cells, loading.strips, 0, 0, 0, loading.corrections);
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
    items.forEach(sink::strip);
    StripKey whole = key.startingAt(0);
    if (key.isCoarsest(definition.pipeline()) && keys.add(whole.text())) {
      sink.key(whole);
    }
  }
}
