package io.trueup.aggregate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.commons.codec.digest.DigestUtils;

/** Texts that are bounded to have room where they are stored, and the order of those in states. */
public final class Texts {

  /** The most bytes of UTF-8 that a text takes in a state. */
  static final int LONGEST = 256;

  /** The order of the bytes in UTF-8, which is that of code points. */
  static final Comparator<String> ORDER =
      Comparator.comparing(text -> text.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

  private static final int KEPT = 224;
  private static final int DIGITS = 16;
  private static final int MOST_A_CHAR = 3;

  private Texts() {}

  /**
   * A text as states hold it. One of over {@value #LONGEST} bytes stands as the whole characters
   * among its first {@value #KEPT} bytes, an ellipsis and {@value #DIGITS} hexadecimal digits of
   * its SHA-256, so that two that begin alike stay two.
   */
  static String bounded(String text) {
    return bounded(text, LONGEST, KEPT, DIGITS);
  }

  /**
   * A text of at most {@code longest} bytes, and one of more as its whole characters among the
   * first {@code kept}, an ellipsis and so many digits of its SHA-256.
   */
  public static String bounded(String text, int longest, int kept, int digits) {
    if (text.length() <= longest / MOST_A_CHAR) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= longest) {
      return text;
    }
    int end = kept;
    while (isWithinCharacter(bytes[end])) {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8)
        + '…'
        + DigestUtils.sha256Hex(bytes).substring(0, digits);
  }

  private static boolean isWithinCharacter(byte each) {
    return (each & 0xC0) == 0x80;
  }
}
