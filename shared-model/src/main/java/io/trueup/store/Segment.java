package io.trueup.store;

/**
 * An immutable table that holds the exact states of all cells over a range of epochs, from {@code
 * from} (inclusive) to {@code to} (exclusive).
 */
public record Segment(String table, long from, long to) {

  public Segment {
    if (from < 0 || to <= from) {
      throw new IllegalArgumentException(
          "segment %s over epochs [%d, %d), expected a range that is not empty"
              .formatted(table, from, to));
    }
  }
}
