package io.trueup.batch.recompute;

import io.trueup.aggregate.Frequent;
import io.trueup.aggregate.Texts;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values of measures as reports show them. */
final class Shown {

  private Shown() {}

  /** The longest text, in bytes of UTF-8, that stands as it is. */
  private static final int LONGEST = 1_000;

  private static final int KEPT = 900;
  private static final int DIGITS = 64;

  /** A number as it is, anything else as text of bounded length. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof List<?> most) {
      return bounded(most.stream().map(Shown::frequency).collect(Collectors.joining(", ")));
    }
    return value == null || value instanceof Number ? value : bounded(value.toString());
  }

  /** How far two values are apart for their size: 0 to 2, and 1 where one of both is no number. */
  static double distance(@Nullable Object some, @Nullable Object more) {
    if (!(some instanceof Number one) || !(more instanceof Number other)) {
      return 1;
    }
    double size = Math.max(Math.abs(one.doubleValue()), Math.abs(other.doubleValue()));
    return size == 0 ? 0 : Math.abs(one.doubleValue() - other.doubleValue()) / size;
  }

  private static String bounded(String text) {
    return Texts.bounded(text, LONGEST, KEPT, DIGITS);
  }

  private static String frequency(Object each) {
    return each instanceof Frequent frequent
        ? frequent.value() + ": " + frequent.count()
        : each.toString();
  }
}
