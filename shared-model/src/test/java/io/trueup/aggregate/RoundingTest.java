package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where naive sums and means of doubles go wrong. */
class RoundingTest {

  @Test
  void sum_doublesThatCancelOut_isExact() {
    assertThat(value("sum", Kind.DOUBLE, 1e16, 1.0, -1e16)).isEqualTo(1.0);
    assertThat(value("sum", Kind.DOUBLE, 1e308, 1e308, -1e308)).isEqualTo(1e308);
    assertThat(value("sum", Kind.DOUBLE, 0.1, 0.2)).isEqualTo(0.1 + 0.2);
  }

  /** Ten times 0.1, rounded at each step, is 0.9999999999999999. */
  @Test
  void sum_manyTenths_isRoundedOnce() {
    Object[] tenths = new Object[10];
    Arrays.fill(tenths, 0.1);
    assertThat(value("sum", Kind.DOUBLE, tenths)).isEqualTo(1.0);
    assertThat(value("mean", Kind.DOUBLE, tenths)).isEqualTo(0.1);
  }

  @Test
  void sum_longsBeyondALong_isExact() {
    assertThat(value("sum", Kind.LONG, Long.MAX_VALUE, Long.MAX_VALUE))
        .isEqualTo(new BigDecimal("18446744073709551614"));
    assertThat(value("mean", Kind.LONG, Long.MAX_VALUE, Long.MAX_VALUE)).isEqualTo(0x1p63);
  }

  @Test
  void mean_ofDecimals_isNearest() {
    BigDecimal one = new BigDecimal("0.10");
    assertThat(value("mean", Kind.DECIMAL, one, one, one)).isEqualTo(0.1);
    assertThat(value("mean", Kind.LONG, 1L, 0L, 0L)).isEqualTo(1.0 / 3);
    assertThat(value("mean", Kind.LONG, -1L, 0L, 0L)).isEqualTo(-1.0 / 3);
  }

  /** The mean is 2^51 + 9/17 of the least double: rounded to 53 bits first it would be a tie. */
  @Test
  void mean_belowTheNormalDoubles_isRoundedOnce() {
    double even = Double.longBitsToDouble(1L << 51);
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      values.add(even);
    }
    values.add(Double.longBitsToDouble((1L << 51) + 9));

    assertThat(value("mean", Kind.DOUBLE, values.toArray()))
        .isEqualTo(Double.longBitsToDouble((1L << 51) + 1));
  }

  @Test
  void value_noValues_isNullButACountIsZero() {
    assertThat(value("sum", Kind.LONG)).isNull();
    assertThat(value("mean", Kind.DOUBLE)).isNull();
    assertThat(value("min", Kind.TIME)).isNull();
    assertThat(value("count", Kind.STRING)).isEqualTo(0L);
  }

  @Test
  void named_kindsThatAFunctionDoesNotTake_empty() {
    assertThat(Aggregators.named("sum", Optional.empty(), Optional.of(Kind.TIME))).isEmpty();
    assertThat(Aggregators.named("mean", Optional.empty(), Optional.of(Kind.STRING))).isEmpty();
    assertThat(Aggregators.named("min", Optional.empty(), Optional.of(Kind.STRING))).isEmpty();
    assertThat(Aggregators.named("max", Optional.empty(), Optional.of(Kind.BOOLEAN))).isEmpty();
    assertThat(Aggregators.named("sum", Optional.empty(), Optional.empty())).isEmpty();
    assertThat(Aggregators.named("median", Optional.empty(), Optional.of(Kind.LONG))).isEmpty();
  }

  private static @Nullable Object value(String function, Kind kind, @Nullable Object... values) {
    Subject subject =
        Subject.all().stream()
            .filter(it -> it.function().equals(function) && it.kind().equals(Optional.of(kind)))
            .findFirst()
            .orElseThrow();
    return subject.aggregator().value(subject.fold(Sample.inOrder(Arrays.asList(values))));
  }
}
