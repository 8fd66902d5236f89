package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Up to 15 digits a number stands for itself; beyond, its bounds say how far it may be off. */
class QuantileTest {

  private static final Origin ANY = new Origin(0, "");
  private static final BigDecimal HALF = new BigDecimal("0.5");

  @Test
  void value_ofDoubles_isTheDoubleAndSoAreItsBounds() {
    assertThat(value(Kind.DOUBLE, 0.1, 0.2, 0.3)).isEqualTo(0.2);
    assertThat(bounds(Kind.DOUBLE, 0.1, 0.2, 0.3)).isEqualTo(new Bounds(0.2, 0.2));
  }

  @Test
  void bounds_fifteenDigits_areTheNumber() {
    long most = 999_999_999_999_999L;
    assertThat(bounds(Kind.LONG, most)).isEqualTo(new Bounds(most, most));
    BigDecimal tenth = new BigDecimal("0.1");
    assertThat(bounds(Kind.DECIMAL, tenth)).isEqualTo(new Bounds(tenth, tenth));
  }

  @Test
  void bounds_moreDigits_areOnBothSidesOfTheNumber() {
    for (long number : List.of(1_000_000_000_000_000L, -1_000_000_000_000_000L, (1L << 60) + 1)) {
      Bounds bounds = bounds(Kind.LONG, number);
      assertThat((Long) bounds.low()).isLessThan(number);
      assertThat((Long) bounds.high()).isGreaterThan(number);
      assertThat((Long) bounds.high() - (Long) bounds.low()).isBetween(1L, 258L);
    }
    BigDecimal number = new BigDecimal("12345678.1234567890");
    Bounds bounds = bounds(Kind.DECIMAL, number);
    assertThat((BigDecimal) bounds.low()).isLessThan(number);
    assertThat((BigDecimal) bounds.high()).isGreaterThan(number);
  }

  /** The double nearest to the largest number lies beyond it. */
  @Test
  void value_endsOfTheRange_staysInIt() {
    assertThat(value(Kind.LONG, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThat(value(Kind.LONG, Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void value_none_isNullAndHasNoBounds() {
    assertThat(value(Kind.LONG)).isNull();
    Quantile quantile = new Quantile(Kind.LONG, HALF);
    assertThat(quantile.bounds(quantile.empty())).isNull();
  }

  /** Of the page of formats: a scale, a length, a sketch, and the exact number. */
  @Test
  void largest_anyKind_isThatOfTheFormatAndTheNumber() {
    assertThat(new Quantile(Kind.DOUBLE, HALF).largest()).isEqualTo(10 + 2 + 8_672 + 1 + 8);
    assertThat(new Quantile(Kind.LONG, HALF).isBounded()).isTrue();
  }

  private static @Nullable Object value(Kind kind, Object... values) {
    Quantile quantile = new Quantile(kind, HALF);
    return quantile.value(state(quantile, values));
  }

  private static Bounds bounds(Kind kind, Object... values) {
    Quantile quantile = new Quantile(kind, HALF);
    return Objects.requireNonNull(quantile.bounds(state(quantile, values)));
  }

  private static Quantile.Ranks state(Quantile quantile, Object... values) {
    Quantile.Ranks state = quantile.empty();
    for (Object value : values) {
      state = quantile.add(state, value, ANY);
    }
    return state;
  }
}
