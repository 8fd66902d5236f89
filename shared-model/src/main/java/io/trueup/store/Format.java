package io.trueup.store;

import io.trueup.port.Item;

/** The version of a stored format, the attribute {@code v} of every item. */
final class Format {

  private Format() {}

  /** Refuses an item that newer code wrote: to guess at it could give a wrong number. */
  static void check(Item item, long newest) {
    long version = item.number("v");
    if (version < 1 || version > newest) {
      throw new IllegalStateException(
          "item %s: format version %d, expected 1 to %d: written by a newer Trueup?"
              .formatted(item.key(), version, newest));
    }
  }
}
