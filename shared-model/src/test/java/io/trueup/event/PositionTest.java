package io.trueup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class PositionTest {

  @Test
  void of_999Digits_isRead() {
    Position longest = Position.of("9".repeat(999), 9_999_999_999L);

    assertThat(Position.parse(longest.text())).isEqualTo(longest);
  }

  @Test
  void of_1000Digits_saysWhatIsExpected() {
    assertThatThrownBy(() -> Position.of("1" + "0".repeat(999), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 to 999 decimal digits");
  }

  @Test
  void of_negative_saysWhatIsExpected() {
    assertThatThrownBy(() -> new Position(BigInteger.ONE.negate(), 0))
        .hasMessageContaining("sequence number -1, expected");
  }
}
