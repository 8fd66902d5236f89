package io.trueup.event;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * The place of a user record in its shard: the decimal digits of the Kinesis sequence number, and
 * the index within the record when a producer aggregated several into one (0 otherwise). Totally
 * ordered within a shard, by number.
 *
 * <p>Sequence numbers have up to 129 digits. {@link #text()} keeps the order under comparison by
 * characters: {@code LLLdigits:SSSSSSSSSS}, the number of digits in three places, the digits, the
 * index in ten.
 */
public record Position(String digits, long index) implements Comparable<Position> {

  private static final int MOST_DIGITS = 999;
  private static final int DIGITS_OF_LENGTH = 3;
  private static final int DIGITS_OF_INDEX = 10;
  private static final long LARGEST_INDEX = 9_999_999_999L;

  public Position {
    if (!isNumber(digits)) {
      throw new IllegalArgumentException(
          "position: sequence number %s, expected 1 to 999 decimal digits, the first one not 0"
              .formatted(digits));
    }
    if (index < 0 || index > LARGEST_INDEX) {
      throw new IllegalArgumentException(
          "position: index %d, expected 0 to %d".formatted(index, LARGEST_INDEX));
    }
  }

  public Position(BigInteger sequence, long index) {
    this(sequence.toString(), index);
  }

  /** Reads what {@link #text()} wrote. */
  public static Position parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 4 || Integer.parseInt(text, 0, 3, 10) != colon - 3) {
      throw new IllegalArgumentException("position '%s', expected LLLdigits:index".formatted(text));
    }
    return new Position(text.substring(3, colon), Long.parseLong(text.substring(colon + 1)));
  }

  public String text() {
    return new String(ascii(), StandardCharsets.US_ASCII);
  }

  /** The characters of {@link #text()}. */
  public byte[] ascii() {
    int end = DIGITS_OF_LENGTH + digits.length();
    byte[] text = new byte[end + 1 + DIGITS_OF_INDEX];
    write(digits.length(), text, 0, DIGITS_OF_LENGTH);
    for (int i = 0; i < digits.length(); i++) {
      text[DIGITS_OF_LENGTH + i] = (byte) digits.charAt(i);
    }
    text[end] = ':';
    write(index, text, end + 1, text.length);
    return text;
  }

  /** Writes a number in all the places of a stretch. */
  private static void write(long number, byte[] text, int from, int to) {
    long rest = number;
    for (int at = to - 1; at >= from; at--) {
      text[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /** The sequence number. */
  public BigInteger sequence() {
    return new BigInteger(digits);
  }

  @Override
  public int compareTo(Position other) {
    int order = Integer.compare(digits.length(), other.digits.length());
    if (order == 0) {
      order = digits.compareTo(other.digits);
    }
    return order != 0 ? order : Long.compare(index, other.index);
  }

  @Override
  public String toString() {
    return digits + ":" + index;
  }

  private static boolean isNumber(String digits) {
    int length = digits.length();
    if (length < 1 || length > MOST_DIGITS || (digits.charAt(0) == '0' && length > 1)) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char each = digits.charAt(i);
      if (each < '0' || each > '9') {
        return false;
      }
    }
    return true;
  }
}
