package io.trueup.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ToleranceTest {

  private static final Tolerance ONE_PERCENT = new Tolerance(new BigDecimal("0.01"));

  @Test
  void isExceededBy_withoutOne_eachDifferenceCounts() {
    assertThat(Tolerance.NONE.isExceededBy(4, 4L)).isFalse();
    assertThat(Tolerance.NONE.isExceededBy(4.0, new BigDecimal("4.00"))).isFalse();
    assertThat(Tolerance.NONE.isExceededBy(4, 4.0000001)).isTrue();
    assertThat(Tolerance.NONE.isExceededBy(0, 0.0)).isFalse();
  }

  /** As doubles they are one number. */
  @Test
  void isExceededBy_numbersLargerThanDoublesTellApart_counts() {
    long large = 9_007_199_254_740_992L;
    assertThat(Tolerance.NONE.isExceededBy(large, large + 1)).isTrue();
    assertThat(
            Tolerance.NONE.isExceededBy(
                new BigDecimal("0.1"), new BigDecimal("0.10000000000000000001")))
        .isTrue();
    assertThat(Tolerance.NONE.isExceededBy(BigInteger.TEN.pow(400), new BigDecimal("1e400")))
        .isFalse();
  }

  @Test
  void isExceededBy_atTheShareOfTheLargerOne_notYet() {
    assertThat(ONE_PERCENT.isExceededBy(99, 100)).isFalse();
    assertThat(ONE_PERCENT.isExceededBy(100, 99)).isFalse();
    assertThat(ONE_PERCENT.isExceededBy(98.9, 100)).isTrue();
    assertThat(ONE_PERCENT.isExceededBy(-100, -99)).isFalse();
    assertThat(ONE_PERCENT.isExceededBy(1, -1)).isTrue();
    assertThat(ONE_PERCENT.isExceededBy(0, 0.001)).isTrue();
  }

  @Test
  void isExceededBy_whatIsNoNumber_whenItDiffers() {
    assertThat(ONE_PERCENT.isExceededBy("unreadable", 3)).isTrue();
    assertThat(ONE_PERCENT.isExceededBy(null, 3)).isTrue();
    assertThat(ONE_PERCENT.isExceededBy(null, null)).isFalse();
    assertThat(ONE_PERCENT.isExceededBy("ATL: 3", "ATL: 3")).isFalse();
  }

  @Test
  void tolerance_beyondWhatAShareCanBe_refused() {
    for (String share : new String[] {"-0.1", "1.01"}) {
      assertThatThrownBy(() -> new Tolerance(new BigDecimal(share)))
          .hasMessage("tolerance %s, expected 0 to 1", share);
    }
  }
}
