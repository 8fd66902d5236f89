package io.trueup.serving;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What goes into one answer of a list: Lambda delivers 6 MB at most, and in these the body is a
 * text within JSON. A page ends before {@value #MOST} bytes of that, and has at least one entry.
 */
final class Fitting {

  static final int MOST = 2_000_000;
  private static final int CONTROL = 6;
  private static final int ESCAPED = 2;
  private static final int OUTSIDE_ASCII = 3;

  private Fitting() {}

  /** The first entries as texts, as many as fit. */
  static <T> List<String> texts(List<T> entries, Function<T, String> text) {
    List<String> texts = new ArrayList<>();
    long bytes = 0;
    for (T entry : entries) {
      String next = text.apply(entry);
      bytes += next.chars().mapToLong(Fitting::bytes).sum();
      if (bytes > MOST && !texts.isEmpty()) {
        return texts;
      }
      texts.add(next);
    }
    return texts;
  }

  /** What a character of the body takes at most when it is delivered. */
  private static int bytes(int character) {
    if (character < ' ') {
      return CONTROL;
    }
    if (character == '"' || character == '\\') {
      return ESCAPED;
    }
    return character > '~' ? OUTSIDE_ASCII : 1;
  }
}
