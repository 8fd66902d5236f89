package io.trueup.definition;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a number may be from the right one without a word: a share of the larger one of both, 0
 * to 1. Under 0 each difference counts.
 */
public record Tolerance(BigDecimal share) {

  public static final Tolerance NONE = new Tolerance(BigDecimal.ZERO);

  public Tolerance {
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("tolerance %s, expected 0 to 1".formatted(share));
    }
  }

  /** Whether two values are further apart; those that are no numbers are when they differ. */
  public boolean isExceededBy(@Nullable Object shown, @Nullable Object exact) {
    if (!(shown instanceof Number one) || !(exact instanceof Number other)) {
      return !Objects.equals(shown, exact);
    }
    BigDecimal left = new BigDecimal(one.toString());
    BigDecimal right = new BigDecimal(other.toString());
    return left.subtract(right).abs().compareTo(left.abs().max(right.abs()).multiply(share)) > 0;
  }
}
