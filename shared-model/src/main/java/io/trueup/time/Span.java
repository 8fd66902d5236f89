package io.trueup.time;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A positive span of whole milliseconds, written as a number and a unit: {@code 500ms}, {@code 5s},
 * {@code 5m}, {@code 1h}, {@code 90d}. At most 36,500 days.
 */
public record Span(long millis) implements Comparable<Span> {

  private static final long LARGEST = 36_500 * Unit.D.millis;
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,14})(ms|s|m|h|d)");

  /** The units by their names in capitals, the largest first. */
  private enum Unit {
    D(86_400_000),
    H(3_600_000),
    M(60_000),
    S(1_000),
    MS(1);

    private final long millis;

    Unit(long millis) {
      this.millis = millis;
    }
  }

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
    long number = Long.parseLong(form.group(1));
    Unit unit = Unit.valueOf(form.group(2).toUpperCase(Locale.ROOT));
    if (number > LARGEST / unit.millis) {
      throw new IllegalArgumentException("span '%s', expected 1ms to 36500d".formatted(text));
    }
    return new Span(number * unit.millis);
  }

  @Override
  public int compareTo(Span other) {
    return Long.compare(millis, other.millis);
  }

  /** The shortest form: {@code 60s} prints as {@code 1m}. */
  @Override
  public String toString() {
    Unit largest =
        Arrays.stream(Unit.values())
            .filter(unit -> millis % unit.millis == 0)
            .findFirst()
            .orElseThrow();
    return millis / largest.millis + largest.name().toLowerCase(Locale.ROOT);
  }
}
