package io.trueup.batch.recompute;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Strip;

/**
 * Which strip a part belongs to: the numbers of its view and of its size in the definition, its
 * first millisecond, its key. As text it is what the shuffle compares.
 */
record StripKey(int view, int size, long start, CellKey key) {

  StripKey startingAt(long other) {
    return new StripKey(view, size, other, key);
  }

  String text() {
    return view + "|" + size + "|" + start + "|" + key.text();
  }

  /** Reads what {@link #text} wrote. */
  static StripKey parse(String text) {
    String[] parts = text.split("\\|", 4);
    return new StripKey(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Long.parseLong(parts[2]),
        new CellKey(parts[3]));
  }

  Strip strip(Pipeline pipeline) {
    View of = pipeline.views().get(view);
    return new Strip(of.fingerprint(), of.name(), of.every().get(size).length(), key, start);
  }

  /** The directory entry of the key. */
  Item entry(Pipeline pipeline) {
    View of = pipeline.views().get(view);
    return Directory.segment(of.fingerprint(), of.name(), key);
  }

  /** Whether this is of the view's largest size, of which every key has the fewest strips. */
  boolean isCoarsest(Pipeline pipeline) {
    return size == pipeline.views().get(view).every().size() - 1;
  }
}
