package io.trueup.store;

import com.google.common.base.Strings;

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
    return Strings.padStart(Long.toString(epoch), 12, '0');
  }

  /** A time in milliseconds, also before 1970, as sixteen hexadecimal digits. */
  static String time(long millis) {
    return Strings.padStart(Long.toHexString(millis ^ Long.MIN_VALUE), 16, '0');
  }

  static long parseTime(String text) {
    return Long.parseUnsignedLong(text, 16) ^ Long.MIN_VALUE;
  }
}
