package io.trueup.store;

import io.trueup.port.Item;

/** The version of a stored format, the attribute {@code v} of every item. */
final class Format {

  private Format() {}

  /** The version of an item. One that newer code wrote is refused: to guess could be wrong. */
  static long check(Item item, long newest) {
    long version = item.number("v");
    if (version < 1 || version > newest) {
      throw new IllegalStateException(
          "item %s: format version %d, expected 1 to %d: written by a newer Trueup?"
              .formatted(item.key(), version, newest));
    }
    return version;
  }
}
