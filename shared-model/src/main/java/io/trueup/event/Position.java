package io.trueup.event;

import java.math.BigInteger;

/**
 * The place of a user record in its shard: the Kinesis sequence number, and the index within the
 * record when a producer aggregated several into one (0 otherwise). Totally ordered within a shard.
 *
 * <p>Sequence numbers have up to 129 digits. {@link #text()} keeps the order under comparison by
 * characters: {@code LLLdigits:SSSSSSSSSS}, the number of digits in three places, the digits, the
 * index in ten.
 */
public record Position(BigInteger sequence, long index) implements Comparable<Position> {

  private static final BigInteger TOO_LARGE = BigInteger.TEN.pow(999);
  private static final long LARGEST_INDEX = 9_999_999_999L;

  public Position {
    if (sequence.signum() < 0 || sequence.compareTo(TOO_LARGE) >= 0) {
      throw new IllegalArgumentException(
          "position: sequence number %s, expected 1 to 999 decimal digits".formatted(sequence));
    }
    if (index < 0 || index > LARGEST_INDEX) {
      throw new IllegalArgumentException(
          "position: index %d, expected 0 to %d".formatted(index, LARGEST_INDEX));
    }
  }

  public static Position of(String sequence, long index) {
    return new Position(new BigInteger(sequence), index);
  }

  /** Reads what {@link #text()} wrote. */
  public static Position parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 4 || Integer.parseInt(text, 0, 3, 10) != colon - 3) {
      throw new IllegalArgumentException("position '%s', expected LLLdigits:index".formatted(text));
    }
    return of(text.substring(3, colon), Long.parseLong(text.substring(colon + 1)));
  }

  public String text() {
    String digits = sequence.toString();
    return Digits.of(digits.length(), 3) + digits + ":" + Digits.of(index, 10);
  }

  @Override
  public int compareTo(Position other) {
    int order = sequence.compareTo(other.sequence);
    return order != 0 ? order : Long.compare(index, other.index);
  }

  @Override
  public String toString() {
    return sequence + ":" + index;
  }
}
