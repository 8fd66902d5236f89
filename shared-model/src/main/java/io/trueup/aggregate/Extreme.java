package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The least or the greatest of a field's values; null when there are none. */
record Extreme(End end, Kind kind) implements Aggregator<Optional<Comparable<Object>>> {

  /** Which end of the order. */
  enum End {
    MIN,
    MAX
  }

  @Override
  public String id() {
    return "%s-%s/1"
        .formatted(end == End.MIN ? "min" : "max", kind.name().toLowerCase(java.util.Locale.ROOT));
  }

  @Override
  public Optional<Comparable<Object>> empty() {
    return Optional.empty();
  }

  @Override
  @SuppressWarnings("unchecked") // every kind of value that Aggregators admits is Comparable
  public Optional<Comparable<Object>> add(
      Optional<Comparable<Object>> state, @Nullable Object value, Origin origin) {
    return value == null ? state : merge(state, Optional.of((Comparable<Object>) value));
  }

  @Override
  public Optional<Comparable<Object>> merge(
      Optional<Comparable<Object>> one, Optional<Comparable<Object>> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    int order = one.get().compareTo(other.get());
    return (end == End.MIN ? order <= 0 : order >= 0) ? one : other;
  }

  @Override
  public @Nullable Object value(Optional<Comparable<Object>> state) {
    return state.orElse(null);
  }

  @Override
  public void write(Optional<Comparable<Object>> state, DataOutput out) throws IOException {
    out.writeBoolean(state.isPresent());
    if (state.isPresent()) {
      Values.write(kind, state.get(), out);
    }
  }

  @Override
  @SuppressWarnings("unchecked") // Values reads back the kind that was written
  public Optional<Comparable<Object>> read(DataInput in) throws IOException {
    return in.readBoolean()
        ? Optional.of((Comparable<Object>) Values.read(kind, in))
        : Optional.empty();
  }

  @Override
  public int largest() {
    return 1 + Values.largest(kind);
  }
}
