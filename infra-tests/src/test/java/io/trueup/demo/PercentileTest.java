package io.trueup.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PercentileTest {

  private static final List<Long> HUNDRED =
      LongStream.rangeClosed(1, 100).map(i -> 101 - i).boxed().toList();

  @Test
  void of_hundredValues_isTheNearestRank() {
    assertThat(Percentile.of(HUNDRED, 0.5)).isEqualTo(50);
    assertThat(Percentile.of(HUNDRED, 0.99)).isEqualTo(99);
    assertThat(Percentile.of(HUNDRED, 1)).isEqualTo(100);
  }

  @Test
  void of_fewValues_isOneOfThem() {
    assertThat(Percentile.of(List.of(7L), 0.99)).isEqualTo(7);
    assertThat(Percentile.of(List.of(3L, 1L, 2L), 0.5)).isEqualTo(2);
    assertThat(Percentile.of(List.of(3L, 1L, 2L), 0.99)).isEqualTo(3);
  }

  @Test
  void of_noValues_fails() {
    assertThatThrownBy(() -> Percentile.of(List.of(), 0.5))
        .hasMessage("percentile 0.5 of 0 values, expected a share in (0, 1] and a value");
  }
}
