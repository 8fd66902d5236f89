package io.trueup.event;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decimals of at most {@code precision} digits, {@code scale} of them after the point, read exactly
 * from a JSON number or a string that holds one. Zeros at the end don't count: {@code 1.500} fits a
 * scale of 2.
 */
record DecimalForm(int precision, int scale) {

  private static final int LONGEST = 1_000;
  private static final Pattern FORM =
      Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?([eE][+-]?[0-9]{1,9})?");

  String expected() {
    return "a decimal of at most %d digits, %d of them after the point".formatted(precision, scale);
  }

  /** The number of this scale; null when the text is none or does not fit. */
  @Nullable BigDecimal read(String text) {
    if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0) {
      return BigDecimal.ZERO.setScale(scale);
    }
    BigDecimal least = number.stripTrailingZeros();
    long whole = (long) least.precision() - least.scale();
    // Both before setScale, which would write out the zeros of a vast exponent.
    if (least.scale() > scale || whole > precision - scale) {
      return null;
    }
    return least.setScale(scale);
  }
}
