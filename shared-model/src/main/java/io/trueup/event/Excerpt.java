package io.trueup.event;

/** Pieces of producers' texts in messages for people: short, well-formed and on one line. */
final class Excerpt {

  private static final int MOST_OF_VALUE = 80;
  private static final int MOST_OF_MESSAGE = 300;

  private Excerpt() {}

  /** At most 80 characters; a control character or half of a pair becomes {@code \uFFFD}. */
  static String of(String value) {
    return cut(value, MOST_OF_VALUE);
  }

  /** A message that may quote such a text: at most 300 characters. */
  static String ofMessage(String message) {
    return cut(message, MOST_OF_MESSAGE);
  }

  private static String cut(String text, int most) {
    StringBuilder excerpt = new StringBuilder();
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int point = text.codePointAt(at);
      excerpt.appendCodePoint(isOdd(point) ? 0xFFFD : point);
      at += Character.charCount(point);
    }
    return at < text.length() ? excerpt.append('…').toString() : excerpt.toString();
  }

  private static boolean isOdd(int point) {
    return Character.isISOControl(point) || isHalf(point);
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** Whether every surrogate of a text has its pair, so that UTF-8 can hold it. */
  static boolean isWellFormed(String text) {
    int point;
    for (int at = 0; at < text.length(); at += Character.charCount(point)) {
      point = text.codePointAt(at);
      if (isHalf(point)) {
        return false;
      }
    }
    return true;
  }
}
