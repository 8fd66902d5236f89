package io.trueup.definition;

import io.trueup.time.Span;
import java.util.Optional;

/** Reads spans of a pipeline file. */
final class Spans {

  static final Span SECOND = Span.parse("1s");
  private static final String EXPECTED =
      "a whole number and a unit of ms, s, m, h or d, at most 36500d";

  private Spans() {}

  static Optional<Span> read(YamlCursor cursor) {
    return cursor.parsed(Span::parse, EXPECTED);
  }

  /** A span that is not under a least one. */
  static Optional<Span> atLeast(YamlCursor cursor, Span least, String what) {
    Optional<Span> span = read(cursor);
    if (span.isPresent() && span.get().compareTo(least) < 0) {
      cursor.problem("'%s'".formatted(span.get()), "at least %s%s".formatted(least, what));
      return Optional.empty();
    }
    return span;
  }
}
