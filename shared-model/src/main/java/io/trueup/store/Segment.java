package io.trueup.store;

import java.util.Map;
import java.util.TreeMap;

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

  /** Members in the order of their names. */
  public Map<String, Object> json() {
    return new TreeMap<>(Map.of("table", table, "from", from, "to", to));
  }

  /** Reads what {@link #json} wrote. */
  public static Segment of(Map<?, ?> json) {
    return new Segment(
        Json.text(json, "table"), Json.number(json, "from"), Json.number(json, "to"));
  }
}
