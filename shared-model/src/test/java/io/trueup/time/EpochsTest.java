package io.trueup.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** A time lies in exactly one epoch and one bucket. */
class EpochsTest {

  private static final long FAR = 1L << 50;

  @Property
  void of_anyTime_liesBetweenItsStartAndTheNext(
      @ForAll @LongRange(min = -FAR, max = FAR) long time,
      @ForAll @LongRange(min = 1, max = 86_400_000) long length) {
    Epochs epochs = new Epochs(new Span(length));
    long epoch = epochs.of(time);

    assertThat(epochs.start(epoch)).isLessThanOrEqualTo(time);
    assertThat(epochs.start(epoch + 1)).isGreaterThan(time);
    assertThat(Buckets.start(time, new Span(length))).isEqualTo(epochs.start(epoch));
  }

  @Test
  void of_endsOfAnEpoch_areOnTheirSide() {
    Epochs epochs = new Epochs(Span.parse("5m"));
    assertThat(epochs.of(0)).isZero();
    assertThat(epochs.of(299_999)).isZero();
    assertThat(epochs.of(300_000)).isEqualTo(1);
    assertThat(epochs.of(-1)).isEqualTo(-1);
    assertThat(epochs.start(2)).isEqualTo(600_000);
  }

  @Test
  void start_beyondAllTime_isRefused() {
    Epochs epochs = new Epochs(Span.parse("5m"));
    assertThatThrownBy(() -> epochs.start(Long.MAX_VALUE / 2))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void bucketStart_before1970_isTheEarlierEnd() {
    assertThat(Buckets.start(-1, Span.parse("1h"))).isEqualTo(-3_600_000);
    assertThat(Buckets.start(-3_600_000, Span.parse("1h"))).isEqualTo(-3_600_000);
    assertThat(Buckets.start(3_599_999, Span.parse("1h"))).isZero();
  }
}
