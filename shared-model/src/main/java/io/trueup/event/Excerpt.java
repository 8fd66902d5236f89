package io.trueup.event;

/** Pieces of producers' texts in messages for people: short, well-formed and on one line. */
final class Excerpt {

  private static final int MOST = 80;

  private Excerpt() {}

  /** At most 80 characters; a control character or half of a pair becomes {@code \uFFFD}. */
  static String of(String text) {
    StringBuilder excerpt = new StringBuilder();
    text.codePoints()
        .limit(MOST)
        .map(point -> isOdd(point) ? 0xFFFD : point)
        .forEach(excerpt::appendCodePoint);
    if (text.codePointCount(0, text.length()) > MOST) {
      excerpt.append('…');
    }
    return excerpt.toString();
  }

  private static boolean isOdd(int point) {
    return Character.isISOControl(point)
        || (point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
  }

  /** Whether every surrogate of a text has its pair, so that UTF-8 can hold it. */
  static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
  }
}
