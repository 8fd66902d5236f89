package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.Gap;
import io.trueup.store.Layer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Versions over records that no archive has any more. */
class LackingTest {

  private final Works works = new Works(1);
  private final Gap gap = new Gap(works.shard(0), 8, 10, 4, 77);

  @Test
  void settle_gap_asksWithWhereAndServesNothing() {
    works.agreeUpTo(10).lacking("r", 10, gap);
    Map<String, Object> settled = settle("r");
    assertThat(settled).containsEntry("outcome", "ask");
    assertThat((String) settled.get("why"))
        .isEqualTo(
            "the archive is not what its ledger says, and Kinesis has not kept it: shard %s, epoch 8: 4 of 10 records"
                .formatted(works.shard(0)));
    assertThat(works.pointer().version()).isEmpty();
  }

  @Test
  void settle_manyGaps_namesTheOldestAndHowMany() {
    Gap[] gaps = new Gap[9];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = new Gap("shard", i, 1, 0, 0);
    }
    works.agreeUpTo(10).lacking("r", 10, gaps);
    assertThat((String) settle("r").get("why"))
        .contains("epoch 0: 0 of 1", "epoch 4:", "; in all 9 (shard, epoch)s")
        .doesNotContain("epoch 5");
  }

  @Test
  void settle_gapThatWasApproved_lostAndNotCrossChecked() {
    approved("r", 10, gap);
    assertThat(settle("r")).containsEntry("outcome", "swapped");
    Version served = served();
    assertThat(served.lost()).isEqualTo(6);
    assertThat(served.unread()).isZero();
    assertThat(served.check()).isEqualTo(Version.CrossCheck.NOT_CHECKED);
  }

  @Test
  void settle_gapThatWasRejected_heldThoughItsTableHasGone() {
    works.agreeUpTo(10).lacking("r", 10, gap).ask("r", "t1");
    works.step("reject", "person", "version", "r");
    assertThat(works.tables.list(Works.PREFIX)).isEmpty();
    assertThat(settle("r")).containsEntry("outcome", "held");
    assertThat(works.pointer().version()).isEmpty();

    works.step("release", "r");
    works.lacking("r2", 10, gap);
    assertThat(settle("r2")).containsEntry("outcome", "ask");
  }

  /** The loss is for ever: nobody is asked again, and every certificate says it. */
  @Test
  void settle_gapOfTheVersionServed_notAskedAgainAndStillLost() {
    swapped("r", 10, gap);
    works.agreeUpTo(20).lacking("r2", 20, gap);
    assertThat(settle("r2")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isEqualTo(6);
  }

  @Test
  void settle_aLateParcelFillsTheGap_lessIsLostAndNobodyIsAsked() {
    swapped("r", 10, gap);
    works.agreeUpTo(20).lacking("r2", 20, new Gap(works.shard(0), 8, 10, 9, 5));
    assertThat(settle("r2")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isEqualTo(1);

    works.step("release", "r2");
    works.agreeUpTo(30).loaded("r3", 30);
    assertThat(settle("r3")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isZero();
    assertThat(served().check()).isEqualTo(Version.CrossCheck.CHECKED);
  }

  @Test
  void settle_anotherGapBesideTheAccepted_asksAboutThatAlone() {
    swapped("r", 10, gap);
    works.agreeUpTo(20).lacking("r2", 20, gap, new Gap(works.shard(0), 18, 10, 0, 0));
    Map<String, Object> settled = settle("r2");
    assertThat(settled).containsEntry("outcome", "ask");
    assertThat((String) settled.get("why")).contains("epoch 18").doesNotContain("epoch 8");
    assertThat(served().id()).isEqualTo("r");
  }

  /** As many lack in all, but others. */
  @Test
  void settle_oneGapFilledAndAnotherOpened_asks() {
    swapped("r", 10, gap);
    works.agreeUpTo(20).lacking("r2", 20, new Gap(works.shard(0), 18, 10, 4, 77));
    assertThat(settle("r2")).containsEntry("outcome", "ask");
  }

  /** What nobody has read is asked about beside what was read and has gone; both stay. */
  @Test
  void settle_gapAndRecordsThatTheArchiveNeverRead_bothAreLostForEver() {
    works.enter(Layer.SPEED, works.shard(0), 7, 12).enter(Layer.SPEED, works.shard(0), 8, 11);
    approved("r", 10, gap);
    assertThat(settle("r")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isEqualTo(2 + 7);
    assertThat(served().unread()).isEqualTo(3);

    works.step("release", "r");
    works.agreeUpTo(20).lacking("r2", 20, gap);
    assertThat(settle("r2")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isEqualTo(9);
  }

  /** A late parcel must not pay for what the archive has not read since. */
  @Test
  void settle_gapFilledWhileTheArchiveReadLess_asks() {
    swapped("r", 10, gap);
    works.enter(Layer.SPEED, works.shard(0), 18, 13);
    works.agreeUpTo(20).loaded("r2", 20);
    Map<String, Object> settled = settle("r2");
    assertThat(settled).containsEntry("outcome", "ask");
    assertThat((String) settled.get("why")).startsWith("LOST_BY_ARCHIVE");
  }

  /** Of what the archive delivered and never entered nothing is lost. */
  @Test
  void settle_archiveHoldsWhatItsLedgerDoesNotKnow_notLost() {
    works.enter(Layer.SPEED, works.shard(0), 8, 15);
    approved("r", 10, new Gap(works.shard(0), 8, 10, 15, 5));
    assertThat(settle("r")).containsEntry("outcome", "swapped");
    assertThat(served().lost()).isZero();
    assertThat(served().unread()).isEqualTo(5);

    works.step("release", "r");
    works.agreeUpTo(20).lacking("r2", 20, new Gap(works.shard(0), 8, 10, 15, 5));
    assertThat(settle("r2")).containsEntry("outcome", "swapped");
  }

  @Test
  void chooseCut_aVersionIsServed_namesItsTablesAndWhenGapsAreAskedAbout() {
    swapped("r", 10, gap);
    works.step("release", "r");
    works.agreeUpTo(20);
    assertThat(works.step("choose-cut", "next"))
        .containsEntry("served", List.of("segment-r"))
        .containsEntry("lacking_from", "2024-11-24T13:00:00Z")
        .containsEntry("deadline", "2024-11-24T13:00:00Z");
  }

  private void swapped(String run, long cut, Gap... gaps) {
    approved(run, cut, gaps);
    assertThat(settle(run)).containsEntry("outcome", "swapped");
    works.step("release", run);
  }

  private void approved(String run, long cut, Gap... gaps) {
    works.agreeUpTo(cut).lacking(run, cut, gaps).ask(run, "token of " + run);
    works.step("approve", "person", "version", run);
  }

  private Map<String, Object> settle(String run) {
    return works.step("settle", run, "attempt", 1);
  }

  private Version served() {
    return works.pointer().version().orElseThrow();
  }
}
