package io.trueup.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionTest {

  @Test
  void compareTo_anyNumbers_isTheirOrder() {
    Random random = new Random(12);
    for (int i = 0; i < 10_000; i++) {
      BigInteger one = new BigInteger(random.nextInt(40), random);
      BigInteger other = random.nextBoolean() ? one : new BigInteger(random.nextInt(40), random);
      Position first = new Position(one, random.nextInt(3));
      Position second = new Position(other, random.nextInt(3));

      int expected =
          one.equals(other) ? Long.compare(first.index(), second.index()) : one.compareTo(other);
      assertThat(Integer.signum(first.compareTo(second))).isEqualTo(expected);
      assertThat(Integer.signum(first.text().compareTo(second.text()))).isEqualTo(expected);
    }
  }

  @Test
  void new_noNumber_saysWhatIsExpected() {
    for (String digits : List.of("", "01", "-1", "+1", "1a", "1 ", "\u0661")) {
      assertThatThrownBy(() -> new Position(digits, 0))
          .hasMessageContaining("sequence number " + digits + ", expected");
    }
  }

  @Test
  void new_999Digits_isRead() {
    Position longest = new Position("9".repeat(999), 9_999_999_999L);

    assertThat(Position.parse(longest.text())).isEqualTo(longest);
  }

  @Test
  void new_1000Digits_saysWhatIsExpected() {
    assertThatThrownBy(() -> new Position("1" + "0".repeat(999), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected 1 to 999 decimal digits");
  }
}
