package io.trueup.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How one measure turns values into a number. States form a commutative monoid: {@code merge} is
 * associative and commutative, {@code empty} is its unit, and {@code add} commutes with both. No
 * operation changes its arguments; implementations hold no state and are safe for many threads.
 *
 * @param <S> an immutable state
 */
public interface Aggregator<S> {

  /** What fingerprints and stored states call it, with its version: {@code sum/1}. */
  String id();

  S empty();

  /** The state with the value of one more event; null when the event has none for the field. */
  S add(S state, @Nullable Object value, Origin origin);

  S merge(S one, S other);

  /**
   * The number that a state stands for: {@code BigDecimal}, {@code Long}, {@code Double}, {@code
   * java.time.Instant}, {@code Boolean}, {@code String} or a list of {@link Frequent}; null when
   * there is nothing to say (the mean of no values).
   */
  @Nullable Object value(S state);

  /**
   * Whether two states of the same records, made along different ways, say the same: equal where
   * states are exact, within its bounds where the aggregator only estimates.
   */
  default boolean agrees(S one, S other) {
    return one.equals(other);
  }

  void write(S state, DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  S read(DataInput in) throws IOException;

  /** The most bytes that a state takes, and what a segment holds of the measure beside it. */
  int largest();

  /** Whether the number may be an estimate, which then stands between two bounds. */
  default boolean isBounded() {
    return false;
  }
}
