package io.trueup.port;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of items, the least of DynamoDB that the protocol needs. All reads are consistent: they
 * see every write that was acknowledged before they began. A write changes one item as a whole.
 * Safe for many threads. Throttles are waited out and tried again; what is left is an unchecked
 * exception, after which a write may or may not have been carried out. An item has at most {@link
 * #LARGEST} bytes, names of attributes included; larger ones and keys out of bounds are refused by
 * an unchecked exception.
 */
public interface Table {

  /** The largest item in bytes. */
  int LARGEST = 400 * 1024;

  Optional<Item> read(Key key);

  /**
   * The items of a range in its order, read page by page as the stream is consumed: not one
   * snapshot. Ending the stream early reads no more pages.
   */
  Stream<Item> query(Range range);

  /** The first item of a range in its order; reads no more than that. */
  default Optional<Item> first(Range range) {
    try (Stream<Item> items = query(range)) {
      return items.findFirst();
    }
  }

  /** Replaces or creates an item when the condition holds of the stored one. */
  Outcome write(Item item, Condition condition);

  /**
   * Replaces or creates items, in any order, not atomically together. No two of them have one key.
   */
  void writeAll(List<Item> items);

  /** Removes an item when the condition holds of the stored one. */
  Outcome remove(Key key, Condition condition);
}
