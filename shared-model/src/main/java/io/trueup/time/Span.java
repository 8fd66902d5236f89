package io.trueup.time;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A positive span of whole milliseconds, written as a number and a unit: {@code 500ms}, {@code 5s},
 * {@code 5m}, {@code 1h}, {@code 90d}. At most 36,500 days.
 */
public record Span(long millis) implements Comparable<Span> {

  private static final long DAY = 86_400_000L;
  private static final long LARGEST = 36_500 * DAY;
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,14})(ms|s|m|h|d)");
  private static final String[] UNITS = {"d", "h", "m", "s", "ms"};
  private static final long[] SIZES = {DAY, 3_600_000L, 60_000L, 1_000L, 1L};

  public Span {
    if (millis < 1 || millis > LARGEST) {
      throw new IllegalArgumentException(
          "span of %d ms, expected 1 ms to 36500d".formatted(millis));
    }
  }

  /** Reads {@code 5m}; the message of a failure names the text and the units. */
  public static Span parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "span '%s', expected a whole number and a unit of ms, s, m, h or d".formatted(text));
    }
    for (int i = 0; i < UNITS.length; i++) {
      if (UNITS[i].equals(form.group(2))) {
        long number = Long.parseLong(form.group(1));
        if (number > LARGEST / SIZES[i]) {
          throw new IllegalArgumentException("span '%s', expected 1ms to 36500d".formatted(text));
        }
        return new Span(number * SIZES[i]);
      }
    }
    throw new IllegalStateException("no unit for '%s'".formatted(text));
  }

  @Override
  public int compareTo(Span other) {
    return Long.compare(millis, other.millis);
  }

  /** The shortest form: {@code 60s} prints as {@code 1m}. */
  @Override
  public String toString() {
    for (int i = 0; i < UNITS.length; i++) {
      if (millis % SIZES[i] == 0) {
        return millis / SIZES[i] + UNITS[i];
      }
    }
    throw new IllegalStateException("no unit for %d ms".formatted(millis));
  }
}
