package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** What a person accepted holds for no more than that. */
class DoubtsTest {

  private static final Doubts ACCEPTED = doubts(5, 3, "0.020");

  @Test
  void cover_asManyOrFewer_holds() {
    assertThat(ACCEPTED.cover(ACCEPTED)).isTrue();
    assertThat(ACCEPTED.cover(doubts(5, 3, "0.02"))).isTrue();
    assertThat(ACCEPTED.cover(doubts(0, 0, "0"))).isTrue();
  }

  @Test
  void cover_moreOfAnyOfTheThree_doesNot() {
    assertThat(ACCEPTED.cover(doubts(6, 0, "0"))).isFalse();
    assertThat(ACCEPTED.cover(doubts(0, 4, "0"))).isFalse();
    assertThat(ACCEPTED.cover(doubts(0, 0, "0.021"))).isFalse();
  }

  @Test
  void or_each_isTheLarger() {
    assertThat(ACCEPTED.or(doubts(6, 2, "0.03"))).isEqualTo(doubts(6, 3, "0.03"));
    assertThat(ACCEPTED.or(doubts(4, 4, "0.01"))).isEqualTo(doubts(5, 4, "0.020"));
  }

  private static Doubts doubts(long lost, long contradicted, String divergence) {
    return new Doubts(lost, contradicted, new BigDecimal(divergence));
  }
}
