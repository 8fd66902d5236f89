package io.trueup.bench.batch;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell as every contender names it: the value of its only dimension or nothing, its bucket's
 * first millisecond, the numbers of its measures in the view's order.
 */
record Cell(
    String view, String every, String key, long bucket, List<? extends @Nullable Object> numbers) {

  /** One line of text that is equal where cells are. */
  String line() {
    StringBuilder line = new StringBuilder();
    line.append(view).append('|').append(every).append('|').append(key).append('|').append(bucket);
    numbers.forEach(number -> line.append('|').append(text(number)));
    return line.toString();
  }

  private static String text(@Nullable Object number) {
    return number == null
        ? "null"
        : new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
  }
}
