package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.store.CrossChecking.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CrossCheckingTest {

  private static final long CUT = 10;

  private final MemoryTable control = new MemoryTable();
  private final MemoryShards shards = new MemoryShards(2);

  @BeforeEach
  void meet() {
    ShardMap.extend(control, shards.list());
  }

  @Test
  void below_sameEntries_equal() {
    agreeUpToTheCut();
    CrossChecking check = CrossChecking.below(CUT, control);
    assertThat(check.outcome()).isEqualTo(Outcome.EQUAL);
    assertThat(check.differences()).isEmpty();
  }

  /** The archive layer looks for none, and its ledger has no count of them. */
  @Test
  void below_speedLeftRepeatsOut_equal() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts = Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L, Tally.REPEATED, 4L);
    enter(Layer.SPEED, 0, 8, new Tally(counts, 8_010));
    enter(Layer.SPEED, 1, 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.EQUAL);
  }

  @Test
  void below_differencesFromTheCutOn_equal() {
    agreeUpToTheCut();
    enter(Layer.SPEED, 0, CUT + 1, 5);
    assertThat(outcome()).isEqualTo(Outcome.EQUAL);
  }

  /**
   * Ten came; the archive read seven of them, and holds four, nine, or all ten, which it did not
   * enter.
   */
  @Test
  void lost_archiveHasNotReadAllAndAGap_whatIsKnownAndNotHeld() {
    CrossChecking check = lostByArchive(10, 7);
    assertThat(check.lost(List.of())).isEqualTo(Map.of(PLACE, 3L));
    assertThat(check.lost(List.of(gap(7, 4)))).isEqualTo(Map.of(PLACE, 6L));
    assertThat(check.lost(List.of(gap(7, 9)))).isEqualTo(Map.of(PLACE, 1L));
    assertThat(check.lost(List.of(gap(7, 10)))).isEqualTo(Map.of(PLACE, 0L));
    assertThat(check.lost(List.of(gap(7, 12)))).isEqualTo(Map.of(PLACE, 0L));
  }

  @Test
  void lost_gapWhereTheLedgersAgree_whatTheGapLacks() {
    CrossChecking equal = new CrossChecking(Outcome.EQUAL, List.of());
    assertThat(equal.lost(List.of(gap(7, 4)))).isEqualTo(Map.of(PLACE, 3L));
    assertThat(equal.lost(List.of(gap(7, 8)))).isEqualTo(Map.of(PLACE, 0L));
  }

  private static final CrossChecking.Entry PLACE = new CrossChecking.Entry("shard", 5);

  private static Gap gap(long expected, long found) {
    return new Gap("shard", 5, expected, found, 0);
  }

  private static CrossChecking lostByArchive(long speed, long archive) {
    return new CrossChecking(
        Outcome.LOST_BY_ARCHIVE,
        List.of(
            new CrossChecking.Difference(
                "shard",
                5,
                Outcome.LOST_BY_ARCHIVE,
                new Tally(Map.of(Tally.RECEIVED, speed), 1),
                new Tally(Map.of(Tally.RECEIVED, archive), 2))));
  }

  @Test
  void below_nothingAtAll_notYet() {
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
  }

  @Test
  void below_speedPassedAndHasLess_lostBySpeed() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    enter(Layer.SPEED, 0, 8, 9);
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
    enter(Layer.SPEED, 0, 8, 3);
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
    CrossChecking.Difference first = CrossChecking.below(CUT, control).differences().get(0);
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
    enterAll(Layer.SPEED, 10, 8);
    assertThat(outcome()).isEqualTo(Outcome.NOT_YET);
  }

  @Test
  void below_archiveHasLess_lostByArchiveWhetherSpeedPassedOrNot() {
    archived();
    enter(Layer.SPEED, 0, 8, 11);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
    enterAll(Layer.SPEED, 10, CUT);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
  }

  @Test
  void below_archiveLacksAnEpoch_lostByArchive() {
    archived();
    enter(Layer.SPEED, 0, 2, 1);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
  }

  /** In the middle of the epoch it is sure to have one that the archive has not. */
  @Test
  void below_sameCountOtherDigest_lostByArchiveUntilSpeedIsThroughThenContradictory() {
    archived();
    Tally other = new Tally(Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L), 7);
    enter(Layer.SPEED, 0, 8, other);
    assertThat(outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
    assertThat(CrossChecking.below(CUT, control).records(Outcome.LOST_BY_ARCHIVE)).isEqualTo(1);
    enter(Layer.SPEED, 0, 9, 10);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_sameRecordsTakenForOthers_contradictory() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts =
        Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 9L, Tally.REJECTED + "schema", 1L);
    enter(Layer.SPEED, 0, 8, new Tally(counts, 8_010));
    enter(Layer.SPEED, 1, 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_oneLayerSawTheLateOnTime_contradictory() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    Map<String, Long> counts = Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 10L, Tally.LATE, 1L);
    enter(Layer.SPEED, 0, 8, new Tally(counts, 8_010));
    enter(Layer.SPEED, 1, 8, 10);
    assertThat(outcome()).isEqualTo(Outcome.CONTRADICTORY);
  }

  @Test
  void below_severalKinds_theWorst() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    enter(Layer.SPEED, 0, 8, 9);
    enter(Layer.SPEED, 1, 8, 11);
    CrossChecking check = CrossChecking.below(CUT, control);
    assertThat(check.outcome()).isEqualTo(Outcome.LOST_BY_ARCHIVE);
    assertThat(check.differences())
        .extracting(CrossChecking.Difference::outcome)
        .containsExactlyInAnyOrder(Outcome.LOST_BY_SPEED, Outcome.LOST_BY_ARCHIVE);
  }

  /** What records were taken for is compared only where one definition decided it. */
  @Test
  void below_takenByOtherDefinitions_comparesTheRecordsAlone() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    enter(Layer.SPEED, 1, 8, 10);
    Map<String, Long> counts =
        Map.of(Tally.RECEIVED, 10L, Tally.ACCEPTED, 9L, Tally.REJECTED + "schema", 1L);
    enter(Layer.SPEED, 0, 8, new Tally(counts, 8_010), List.of("f1", "f2"));
    assertThat(outcome()).isEqualTo(Outcome.EQUAL);
  }

  @Test
  void below_differences_areCountedByOutcomeWithTheirRecords() {
    archived();
    enterAll(Layer.SPEED, 10, CUT);
    enter(Layer.SPEED, 0, 8, 7);
    CrossChecking check = CrossChecking.below(CUT, control);
    assertThat(check.count(Outcome.LOST_BY_SPEED)).isEqualTo(2);
    assertThat(check.records(Outcome.LOST_BY_SPEED)).isEqualTo(13);
    assertThat(check.count(Outcome.CONTRADICTORY)).isZero();
    assertThat(check.records(Outcome.LOST_BY_ARCHIVE)).isZero();
  }

  @Test
  void between_eachEpochOfAShard_isGivenOnce() {
    archived();
    List<CrossChecking.Entry> entries = new ArrayList<>();
    CrossChecking.between(0, CUT, control, entries::add);
    assertThat(entries)
        .containsExactlyInAnyOrder(
            new CrossChecking.Entry(shard(0), 8), new CrossChecking.Entry(shard(1), 8));
  }

  @Test
  void between_epochsBeforeTheFirst_areNotLookedAt() {
    enter(Layer.SPEED, 0, 3, 5);
    enterAll(Layer.ARCHIVE, 10, CUT);
    enterAll(Layer.SPEED, 10, CUT);
    assertThat(CrossChecking.between(4, CUT, control, any -> {}).outcome())
        .isEqualTo(Outcome.EQUAL);
    assertThat(CrossChecking.between(3, CUT, control, any -> {}).outcome())
        .isEqualTo(Outcome.LOST_BY_ARCHIVE);
  }

  private String shard(int number) {
    return shards.list().get(number).id();
  }

  /** Enters so many accepted records of a shard's epoch in a ledger. */
  private void enter(Layer layer, int shard, long epoch, long records) {
    Map<String, Long> counts = Map.of(Tally.RECEIVED, records, Tally.ACCEPTED, records);
    enter(layer, shard, epoch, new Tally(counts, 1_000 * epoch + records));
  }

  private void enter(Layer layer, int shard, long epoch, Tally tally) {
    enter(layer, shard, epoch, tally, List.of());
  }

  private void enter(Layer layer, int shard, long epoch, Tally tally, List<String> definitions) {
    Position at = new Position(Long.toString(epoch), 0);
    LedgerEntry entry =
        new LedgerEntry(
            shard(shard),
            epoch,
            at,
            at,
            epoch * 60_000,
            tally,
            LedgerEntry.NO_BEAT,
            Map.of(),
            definitions);
    new Ledger(control, layer).write(entry, new Condition.Absent());
  }

  /** Both layers saw the same ten records in some epochs of every shard, and beyond the cut. */
  private void agreeUpToTheCut() {
    for (Layer layer : Layer.values()) {
      for (long epoch = CUT - 3; epoch <= CUT; epoch++) {
        enterAll(layer, 10, epoch);
      }
    }
  }

  private Outcome outcome() {
    return CrossChecking.below(CUT, control).outcome();
  }

  /** Ten records in epoch 8 of each shard, and the archive beyond the cut. */
  private void archived() {
    enterAll(Layer.ARCHIVE, 10, 8);
    enterAll(Layer.ARCHIVE, 10, CUT);
  }

  private void enterAll(Layer layer, long records, long epoch) {
    enter(layer, 0, epoch, records);
    enter(layer, 1, epoch, records);
  }
}
