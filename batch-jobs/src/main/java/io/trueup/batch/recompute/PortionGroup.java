package io.trueup.batch.recompute;

import io.trueup.store.CellKey;

/**
 * What is compared at once: a key of a view, by the view's number in the definition, in {@value
 * #EPOCHS} epochs in a row; {@code first} is the first of these. As text it is what the shuffle
 * compares. So many epochs make few queries, and bound what of a busy key is in memory.
 */
record PortionGroup(int view, long first, CellKey key) {

  private static final int EPOCHS = 64;

  static PortionGroup of(int view, long epoch, CellKey key) {
    return new PortionGroup(view, Math.floorDiv(epoch, EPOCHS) * EPOCHS, key);
  }

  /** The epoch after the last one. */
  long end() {
    return first + EPOCHS;
  }

  String text() {
    return view + "|" + first + "|" + key.text();
  }

  /** Reads what {@link #text} wrote. */
  static PortionGroup parse(String text) {
    String[] parts = text.split("\\|", 3);
    return new PortionGroup(
        Integer.parseInt(parts[0]), Long.parseLong(parts[1]), new CellKey(parts[2]));
  }
}
