package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.CrossChecking;
import io.trueup.store.CrossChecking.Outcome;
import io.trueup.store.Layer;
import io.trueup.store.Tally;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrossCheckingTest {

  private static final long CUT = 10;

  private final Works works = new Works(2);

  @Test
  void below_sameEntries_equal() {
    works.agreeUpTo(CUT);
    CrossChecking check = CrossChecking.below(CUT, works.control);
    assertThat(check.outcome()).isEqualTo(Outcome.EQUAL);
    assertThat(check.differences()).isEmpty();
  }

  /** The archive layer looks for none, and its ledger has no count of them. */
  @Test
  void below_speedLeftRepeatsOut_equal() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts = Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L, Tally.REPEATED, 4L);
    works.enter(Layer.SPEED, works.shard(0), 8, new Tally(counts, 8_010));
    works.enter(Layer.SPEED, works.shard(1), 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.EQUAL);
  }

  @Test
  void below_differencesFromTheCutOn_equal() {
    works.agreeUpTo(CUT).enter(Layer.SPEED, works.shard(0), CUT + 1, 5);
    assertThat(outcome()).isEqualTo(Outcome.EQUAL);
  }

  @Test
  void below_nothingAtAll_notYet() {
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
  }

  @Test
  void below_speedPassedAndHasLess_lostBySpeed() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    works.enter(Layer.SPEED, works.shard(0), 8, 9);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_SPEED);
  }

  @Test
  void below_speedPassedAndLacksAnEpoch_lostBySpeed() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_SPEED);
  }

  @Test
  void below_speedNotThereAndHasLess_notYet() {
    archived();
    works.enter(Layer.SPEED, works.shard(0), 8, 3);
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
    CrossChecking.Difference first = CrossChecking.below(CUT, works.control).differences().get(0);
    assertThat(first.speed().count(Tally.RECEIVED))
        .isLessThan(first.archive().count(Tally.RECEIVED));
  }

  @Test
  void below_speedDead_notYet() {
    archived();
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
  }

  @Test
  void below_speedEqualButNotAtTheCut_notYet() {
    archived();
    works.enter(Layer.SPEED, works.shard(0), 8, 10).enter(Layer.SPEED, works.shard(1), 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
  }

  @Test
  void below_archiveHasLess_lostByArchiveWhetherSpeedPassedOrNot() {
    archived();
    works.enter(Layer.SPEED, works.shard(0), 8, 11);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
    enterAll(Layer.SPEED, 10, CUT);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
  }

  @Test
  void below_archiveLacksAnEpoch_lostByArchive() {
    archived();
    works.enter(Layer.SPEED, works.shard(0), 2, 1);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
  }

  @Test
  void below_sameCountOtherDigest_contradictoryWhetherSpeedPassedOrNot() {
    archived();
    Tally other = new Tally(Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L), 7);
    works.enter(Layer.SPEED, works.shard(0), 8, other);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
    enterAll(Layer.SPEED, 10, CUT);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_sameRecordsTakenForOthers_contradictory() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts =
        Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 9L, Tally.REJECTED + "schema", 1L);
    works.enter(Layer.SPEED, works.shard(0), 8, new Tally(counts, 8_010));
    works.enter(Layer.SPEED, works.shard(1), 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_oneLayerSawTheLateOnTime_contradictory() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts = Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L, Tally.LATE, 1L);
    works.enter(Layer.SPEED, works.shard(0), 8, new Tally(counts, 8_010));
    works.enter(Layer.SPEED, works.shard(1), 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_severalKinds_theWorst() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    works.enter(Layer.SPEED, works.shard(0), 8, 9);
    works.enter(Layer.SPEED, works.shard(1), 8, 11);
    CrossChecking check = CrossChecking.below(CUT, works.control);
    assertThat(check.outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
    assertThat(check.differences())
        .extracting(CrossChecking.Difference::outcome)
        .containsExactlyInAnyOrder(Outcome.LOST_BY_SPEED, Outcome.LOST_BY_ARCHIVE);
  }

  private Outcome outcome() {
    return CrossChecking.below(CUT, works.control).outcome();
  }

  /** Ten records in epoch 8 of each shard, and the archive beyond the cut. */
  private void archived() {
    enterAll(Layer.ARCHIVE, 10, 8);
    enterAll(Layer.ARCHIVE, 10, CUT);
  }

  private void enterAll(Layer layer, long records, long epoch) {
    works.enter(layer, works.shard(0), epoch, records);
    works.enter(layer, works.shard(1), epoch, records);
  }
}
