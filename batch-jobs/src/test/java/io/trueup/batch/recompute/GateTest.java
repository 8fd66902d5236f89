package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final ShardEpoch AT = new ShardEpoch("shard", 7);

  @Test
  void compare_equalSums_needsNothing() {
    Gate gate = Gate.compare(Map.of(AT, new Totals(2, 9)), Map.of(AT, new Totals(2, 9)));

    assertThat(gate.gaps()).isEmpty();
    assertThat(gate.doubled()).isEmpty();
  }

  @Test
  void compare_lessThanTheLedger_isAGap() {
    Gate gate = Gate.compare(Map.of(), Map.of(AT, new Totals(2, 9)));

    assertThat(gate.gaps()).containsExactly(new Gap(AT, 2, 0));
    assertThat(gate.doubled()).isEmpty();
  }

  @Test
  void compare_unknownToTheLedger_isAGap() {
    Gate gate = Gate.compare(Map.of(AT, new Totals(1, 9)), Map.of());

    assertThat(gate.gaps()).containsExactly(new Gap(AT, 0, 1));
  }

  @Test
  void compare_emptyEntry_isAsGoodAsNone() {
    assertThat(Gate.compare(Map.of(), Map.of(AT, Totals.NONE)))
        .isEqualTo(Gate.compare(Map.of(), Map.of()));
  }

  @Test
  void settle_moreThanTheLedger_isWholeWhenTheSumsOfOnceAreEqual() {
    Map<ShardEpoch, Totals> ledger = Map.of(AT, new Totals(2, 9));
    Gate gate = Gate.compare(Map.of(AT, new Totals(3, 14)), ledger);

    assertThat(gate.doubled()).containsExactly(AT);
    assertThat(gate.settle(Map.of(AT, new Totals(2, 9)), ledger)).isEmpty();
    assertThat(gate.settle(Map.of(AT, new Totals(2, 8)), ledger))
        .containsExactly(new Gap(AT, 2, 2));
    assertThat(gate.settle(Map.of(AT, new Totals(3, 14)), ledger))
        .containsExactly(new Gap(AT, 2, 3));
  }
}
