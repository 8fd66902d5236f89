package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The mean of a field's values, as the double nearest to it; null when there are none. */
record Mean(Kind kind) implements Aggregator<Total> {

  @Override
  public String id() {
    return "mean/1";
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
    return state.count() == 0 ? null : state.mean();
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
