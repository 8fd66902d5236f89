package io.trueup.batch.recompute;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Gap;
import io.trueup.store.ShardEpoch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final ShardEpoch AT = new ShardEpoch("shard", 7);

  @Test
  void compare_equalSums_needsNothing() {
    Gate gate = Gate.compare(Map.of(AT, new Totals(2, 9)), Map.of(AT, new Totals(2, 9)));

    assertThat(gate.differing()).isEmpty();
  }

  @Test
  void settle_lessThanTheLedger_isAGap() {
    assertThat(gaps(Map.of(), Map.of(AT, new Totals(2, 9)))).containsExactly(gap(2, 0, 0));
  }

  @Test
  void settle_unknownToTheLedger_isAGap() {
    assertThat(gaps(Map.of(AT, new Totals(1, 9)), Map.of())).containsExactly(gap(0, 1, 9));
  }

  @Test
  void compare_emptyEntry_isAsGoodAsNone() {
    assertThat(Gate.compare(Map.of(), Map.of(AT, Totals.NONE)).differing()).isEmpty();
  }

  @Test
  void settle_linesThatStandTwice_isWholeWhenTheSumsOfOnceAreEqual() {
    Map<ShardEpoch, Totals> ledger = Map.of(AT, new Totals(2, 9));
    Gate gate = Gate.compare(Map.of(AT, new Totals(3, 14)), ledger);

    assertThat(gate.differing()).containsExactly(AT);
    assertThat(gate.settle(Map.of(AT, new Totals(2, 9)), ledger)).isEmpty();
    assertThat(gate.settle(Map.of(AT, new Totals(2, 8)), ledger)).containsExactly(gap(2, 2, 8));
    assertThat(gate.settle(Map.of(AT, new Totals(3, 14)), ledger)).containsExactly(gap(2, 3, 14));
  }

  private static List<Gap> gaps(Map<ShardEpoch, Totals> found, Map<ShardEpoch, Totals> ledger) {
    return Gate.compare(found, ledger).settle(found, ledger);
  }

  private static Gap gap(long expected, long found, long digest) {
    return new Gap(AT.shard(), AT.epoch(), expected, found, digest);
  }
}
