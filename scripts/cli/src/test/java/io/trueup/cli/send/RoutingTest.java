package io.trueup.cli.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTest {

  private static final BigInteger HALF = BigInteger.ONE.shiftLeft(127);
  private static final BigInteger END = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final Routing.Range LOW =
      new Routing.Range("low", BigInteger.ZERO, HALF.subtract(BigInteger.ONE));
  private static final Routing.Range HIGH = new Routing.Range("high", HALF, END);

  /** MD5("a") is 0cc1…, MD5("b") is 92eb…: RFC 1321 and {@code printf b | md5sum}. */
  @Test
  void shardOf_keysOfKnownHash_followsTheRanges() {
    Routing routing = new Routing(List.of(HIGH, LOW));
    assertThat(routing.shardOf("a")).isEqualTo("low");
    assertThat(routing.shardOf("b")).isEqualTo("high");
  }

  @Test
  void shardOf_hashAtARangesEnds_isTaken() {
    BigInteger hash = new BigInteger("0cc175b9c0f1b6a831c399e269772661", 16);
    Routing.Range exact = new Routing.Range("exact", hash, hash);
    assertThat(new Routing(List.of(exact, HIGH)).shardOf("a")).isEqualTo("exact");
  }

  @Test
  void shardOf_hashOfNoRange_fails() {
    assertThatThrownBy(() -> new Routing(List.of(HIGH)).shardOf("a"))
        .hasMessageContaining("partition key 'a'")
        .hasMessageContaining("high");
  }
}
