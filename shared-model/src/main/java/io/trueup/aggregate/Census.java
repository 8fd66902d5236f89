package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each value of a field occurs in a cell, none left out. It takes memory for each
 * different value. For one thread.
 */
final class Census {

  private final Kind kind;
  private final Map<Object, Long> counts = new HashMap<>();

  /** Known while no value comes: several measures ask for it, each twice. */
  private @Nullable List<Map.Entry<Object, Long>> ordered;

  Census(Kind kind) {
    this.kind = kind;
  }

  /** Counts a value; says how many values it is the first of its like, 0 or 1. */
  int add(Object value) {
    ordered = null;
    return counts.merge(value, 1L, Math::addExact) == 1 ? 1 : 0;
  }

  void add(Census other) {
    ordered = null;
    other.counts.forEach((value, count) -> counts.merge(value, count, Math::addExact));
  }

  /** How many different values there are. */
  int different() {
    return counts.size();
  }

  /** How many values there are. */
  long total() {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  /** The different values with their counts. */
  Map<Object, Long> counts() {
    return counts;
  }

  /** The different values in their own order, with their counts. */
  List<Map.Entry<Object, Long>> inOrder() {
    List<Map.Entry<Object, Long>> known = ordered == null ? sorted() : ordered;
    ordered = known;
    return known;
  }

  @SuppressWarnings("unchecked") // every kind of value is Comparable
  private List<Map.Entry<Object, Long>> sorted() {
    return counts.entrySet().stream()
        .sorted(
            Comparator.comparing(
                entry -> (Comparable<Object>) entry.getKey(), Comparator.naturalOrder()))
        .toList();
  }

  void write(DataOutput out) throws IOException {
    Varint.write(counts.size(), out);
    for (Map.Entry<Object, Long> each : counts.entrySet()) {
      Values.write(kind, each.getKey(), out);
      Varint.write(each.getValue(), out);
    }
  }

  /** Adds the values that {@link #write} wrote. */
  void add(DataInput in) throws IOException {
    ordered = null;
    long different = Varint.read(in);
    for (long i = 0; i < different; i++) {
      counts.merge(Values.read(kind, in), Varint.read(in), Math::addExact);
    }
  }
}
