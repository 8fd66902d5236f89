package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.KeyOrder;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Text in keys sorts, byte by byte, as what it stands for. */
class SortTextTest {

  @Property
  void epoch_anyTwo_keepTheirOrder(
      @ForAll @LongRange(max = 999_999_999_999L) long one,
      @ForAll @LongRange(max = 999_999_999_999L) long other) {
    assertThat(order(SortText.epoch(one), SortText.epoch(other)))
        .isEqualTo(Long.compare(one, other));
  }

  @Property
  void time_anyTwo_keepTheirOrder(@ForAll long one, @ForAll long other) {
    assertThat(order(SortText.time(one), SortText.time(other))).isEqualTo(Long.compare(one, other));
    assertThat(SortText.parseTime(SortText.time(one))).isEqualTo(one);
  }

  @Provide
  Arbitrary<Position> positions() {
    return Combinators.combine(
            Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.valueOf(1_000)),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(129))),
            Arbitraries.longs().between(0, 9_999_999_999L))
        .as(Position::new);
  }

  @Property
  void position_anyTwo_keepTheirOrder(
      @ForAll("positions") Position one, @ForAll("positions") Position other) {
    assertThat(order(one.text(), other.text())).isEqualTo(Integer.signum(one.compareTo(other)));
    assertThat(Position.parse(one.text())).isEqualTo(one);
  }

  @Test
  void epoch_outOfRange_fails() {
    assertThatThrownBy(() -> SortText.epoch(-1)).hasMessage("epoch -1, expected 0 to 999999999999");
    assertThatThrownBy(() -> SortText.epoch(1_000_000_000_000L))
        .hasMessage("epoch 1000000000000, expected 0 to 999999999999");
  }

  private static int order(String one, String other) {
    return Integer.signum(KeyOrder.BY_BYTES.compare(one, other));
  }
}
