package io.trueup.store;

import io.trueup.event.Digits;
import java.util.HexFormat;

/** Numbers as text of one length, whose order by characters is the order of the numbers. */
final class SortText {

  private static final long LARGEST_EPOCH = 999_999_999_999L;

  private SortText() {}

  /** An epoch as twelve decimal digits: readable, and enough for epochs of 1 s to year 33658. */
  static String epoch(long epoch) {
    if (epoch < 0 || epoch > LARGEST_EPOCH) {
      throw new IllegalArgumentException(
          "epoch %d, expected 0 to %d".formatted(epoch, LARGEST_EPOCH));
    }
    return Digits.of(epoch, 12);
  }

  /** A time in milliseconds, also before 1970, as sixteen hexadecimal digits. */
  static String time(long millis) {
    return HexFormat.of().toHexDigits(millis ^ Long.MIN_VALUE);
  }

  static long parseTime(String text) {
    return Long.parseUnsignedLong(text, 16) ^ Long.MIN_VALUE;
  }
}
