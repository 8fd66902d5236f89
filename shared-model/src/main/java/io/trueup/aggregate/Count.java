package io.trueup.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The number of events, or of those that have a value for a field. */
record Count(Of of) implements Aggregator<Long> {

  /** What is counted. */
  enum Of {
    EVENTS,
    VALUES
  }

  @Override
  public String id() {
    return of == Of.EVENTS ? "count/1" : "count-values/1";
  }

  @Override
  public Long empty() {
    return 0L;
  }

  @Override
  public Long add(Long state, @Nullable Object value, Origin origin) {
    return of == Of.VALUES && value == null ? state : Math.addExact(state, 1);
  }

  @Override
  public Long merge(Long one, Long other) {
    return Math.addExact(one, other);
  }

  @Override
  public Object value(Long state) {
    return state;
  }

  @Override
  public void write(Long state, DataOutput out) throws IOException {
    Varint.write(state, out);
  }

  @Override
  public Long read(DataInput in) throws IOException {
    return Varint.read(in);
  }

  @Override
  public int largest() {
    return Varint.LONGEST;
  }
}
