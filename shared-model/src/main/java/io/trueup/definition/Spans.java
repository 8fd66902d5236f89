package io.trueup.definition;

import io.trueup.time.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads spans of a pipeline file. */
final class Spans {

  static final Span SECOND = Span.parse("1s");
  private static final Pattern NONE = Pattern.compile("0(ms|s|m|h|d)");
  private static final String EXPECTED =
      "a whole number and a unit of ms, s, m, h or d, at most 36500d";

  private Spans() {}

  static Optional<Span> read(YamlCursor cursor) {
    return cursor.parsed(Span::parse, EXPECTED);
  }

  /** A span of at most {@code most}, or none: {@code 0} of any unit. */
  static Optional<Duration> orNone(YamlCursor cursor, Span most) {
    return cursor.parsed(
        text -> NONE.matcher(text).matches() ? Duration.ZERO : upTo(most, text),
        "0s, or a whole number and a unit of ms, s, m, h or d, at most %s".formatted(most));
  }

  private static Duration upTo(Span most, String text) {
    Span span = Span.parse(text);
    if (span.compareTo(most) > 0) {
      throw new IllegalArgumentException("span '%s', expected at most %s".formatted(text, most));
    }
    return Duration.ofMillis(span.millis());
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
