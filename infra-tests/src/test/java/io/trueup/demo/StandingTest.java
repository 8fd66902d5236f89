package io.trueup.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.demo.Standing.Head;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Instant LATER = Instant.ofEpochSecond(9);
  private static final Standing STANDING =
      new Standing(
          Map.of("a", new Head(number(10), Instant.EPOCH), "b", new Head(number(7), LATER)));

  @Test
  void past_shardsBehindTheirRecord_areNotCounted() {
    assertThat(STANDING.past(Map.of("a", number(9), "b", number(6)))).isEqualTo(2);
    assertThat(STANDING.past(Map.of("a", number(10), "b", number(6))))
        .as("a head at the record may be in the middle of it")
        .isEqualTo(1);
    assertThat(STANDING.past(Map.of("none", number(1)))).isZero();
    assertThat(STANDING.latest()).isEqualTo(LATER);
  }

  private static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }
}
