package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The exact sum of a field's values; null when there are none. A sum of doubles is the exact sum
 * rounded once, to {@code Double}; of other kinds it is a {@code BigDecimal}.
 */
record Sum(Kind kind) implements Aggregator<Total> {

  @Override
  public String id() {
    return kind == Kind.DOUBLE ? "sum-double/1" : "sum/1";
  }

  @Override
  public Total empty() {
    return Total.NONE;
  }

  @Override
  public Total add(Total state, @Nullable Object value, Origin origin) {
    return state.plus(value);
  }

  @Override
  public Total merge(Total one, Total other) {
    return one.plus(other);
  }

  @Override
  public @Nullable Object value(Total state) {
    if (state.count() == 0) {
      return null;
    }
    double rounded = state.sum().doubleValue();
    // What is beyond all doubles stands in full: JSON has numbers of any size, but no infinity.
    return kind == Kind.DOUBLE && Double.isFinite(rounded) ? (Object) rounded : state.sum();
  }

  @Override
  public void write(Total state, DataOutput out) throws IOException {
    state.write(out);
  }

  @Override
  public Total read(DataInput in) throws IOException {
    return Total.read(in);
  }

  @Override
  public int largest() {
    return Total.largest(kind);
  }
}
