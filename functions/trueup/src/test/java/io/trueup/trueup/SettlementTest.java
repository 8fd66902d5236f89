package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Gap;
import io.trueup.store.Layer;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.Tally;
import io.trueup.store.Version;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final String REPORT = "runs/r/1/report.json";

  private final Works works = new Works(1);
  private final Settlement settlement = new Settlement(works.deployment);

  @Test
  void settle_ledgersEqual_swappedAndCrossChecked() {
    works.agreeUpTo(10).loaded("r", 10);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isEqualTo(
            Map.of(
                "outcome",
                "swapped",
                "generation",
                1L,
                "cut",
                10L,
                "check",
                "equal",
                "repeats",
                Map.of("in_window", 3)));
    assertThat(works.pointer())
        .isEqualTo(
            new Pointer(
                1,
                java.util.Optional.of(
                    new Version(
                        "r",
                        List.of(new Segment("segment-r", 0, 10)),
                        java.util.Optional.of("fingerprint"),
                        Map.of("orders", "view"),
                        Version.CrossCheck.CHECKED,
                        0)),
                List.of(),
                Pointer.Hold.FREE));
  }

  @Test
  void settle_increment_servedBehindItsBase() {
    works.trueUp("r1", 10).agreeUpTo(20).added("r2", segments(), 20);
    assertThat(settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped")
        .containsEntry("cut", 20L);
    assertThat(segments())
        .containsExactly(new Segment("segment-r1", 0, 10), new Segment("segment-r2", 10, 20));
  }

  @Test
  void settle_incrementThatReplacesAnother_servedBehindWhatItKept() {
    works.trueUp("r1", 10).agreeUpTo(20).added("r2", segments(), 20);
    settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP);
    works.step("release", "r2");
    works.agreeUpTo(30).added("r3", segments().subList(0, 1), 30);
    assertThat(settlement.settle(Works.run("r3"), "runs/r3/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(segments())
        .containsExactly(new Segment("segment-r1", 0, 10), new Segment("segment-r3", 10, 30));
  }

  /** Else each full one would take longer, until one call does not suffice. */
  @Test
  void settle_fullBehindACrossCheckedVersion_looksAtNoLedgerBelowItsCut() {
    works.trueUp("r1", 10).agreeUpTo(20).loaded("r2", 20);
    works.replace(Layer.SPEED, works.shard(0), 5, 99);
    assertThat(settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped")
        .containsEntry("check", "equal");
  }

  /** What has left the pointer may be gone. */
  @Test
  void settle_incrementOfABaseThatIsNotServedAnyMore_held() {
    works.trueUp("r1", 10);
    List<Segment> base = segments();
    works.trueUp("r2", 20).agreeUpTo(30).added("r3", base, 30);
    assertThat(settlement.settle(Works.run("r3"), "runs/r3/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "held")
        .hasEntrySatisfying("why", why -> assertThat((String) why).contains("another version"));
    assertThat(segments()).containsExactly(new Segment("segment-r2", 0, 20));
  }

  /** The gap of the base and that of the increment are of one version. */
  @Test
  void settle_incrementBehindABaseWithAGap_lostIsOfBoth() {
    Gap old = new Gap(works.shard(0), 8, 10, 7, 1);
    works.agreeUpTo(10).lacking("r1", 10, old).ask("r1", "t1");
    works.step("approve", "person", "version", "r1");
    settlement.settle(Works.run("r1"), "runs/r1/1/report.json", Run.Purpose.SWAP);
    works.step("release", "r1");

    works.agreeUpTo(20).added("r2", segments(), 20);
    assertThat(settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::lost).contains(3L);
    works.step("release", "r2");

    works.agreeUpTo(40).added("r3", segments(), 40);
    works
        .tables
        .table("segment-r3")
        .writeAll(List.of(new Gap(works.shard(0), 38, 10, 9, 2).item()));
    assertThat(settlement.settle(Works.run("r3"), "runs/r3/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "ask")
        .containsEntry(
            "why",
            "the archive is not what its ledger says, and Kinesis has not kept it: shard %s, epoch 38: 9 of 10 records"
                .formatted(works.shard(0)));
    assertThat(works.pointer().version()).map(Version::lost).contains(3L);
  }

  @Test
  void settle_incrementWhoseTableIsOfOtherEpochs_fails() {
    works.trueUp("r1", 10).agreeUpTo(20).added("r2", segments(), 20);
    works.tables.delete("segment-r2");
    works
        .tables
        .create("segment-r2")
        .writeAll(
            List.of(new SegmentAbout("r2", "1", 0, 20, 0, 0, 0, Map.of("orders", "view")).item()));
    assertThatThrownBy(
            () -> settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP))
        .hasMessageContaining("whole from epoch 10 to cut 20");
  }

  private List<Segment> segments() {
    return works.pointer().version().orElseThrow().segments();
  }

  @Test
  void settle_speedBehindOrDead_swappedNotCrossChecked() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped")
        .containsEntry("check", "not_yet");
    assertThat(check()).isEqualTo(Version.CrossCheck.NOT_CHECKED);
  }

  @Test
  void settle_lostBySpeed_swappedNotCrossChecked() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    works.enter(Layer.SPEED, works.shard(0), 10, 10);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped")
        .containsEntry("check", "lost_by_speed");
    assertThat(check()).isEqualTo(Version.CrossCheck.NOT_CHECKED);
  }

  @Test
  void settle_lostByArchive_asksWithWhere() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    works.enter(Layer.SPEED, works.shard(0), 8, 11);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    assertThat((String) settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP).get("why"))
        .startsWith("LOST_BY_ARCHIVE: shard " + works.shard(0) + ", epoch 8: speed ")
        .contains("received=11")
        .contains("received=10");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_contradictory_asks() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    works.enter(Layer.SPEED, works.shard(0), 8, new Tally(Map.of(Tally.RECEIVED, 10L), 1));
    works.enter(Layer.SPEED, works.shard(0), 9, 10);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    assertThat((String) settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP).get("why"))
        .startsWith("CONTRADICTORY");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_divergenceAtTheBound_swappedAndInTheVersion() {
    works.agreeUpTo(10).loaded("r", 10, "0.001");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped")
        .containsEntry("divergence", "0.001");
    assertThat(works.pointer().version().orElseThrow().divergence())
        .contains(new BigDecimal("0.001"));
  }

  @Test
  void settle_divergenceAboveTheBound_asksAndServesNothing() {
    works.agreeUpTo(10).loaded("r", 10, "0.00101");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isEqualTo(
            Map.of(
                "outcome",
                "ask",
                "why",
                "divergence 0.00101, expected at most 0.001: the hot deltas are wrong",
                "doubts",
                Map.of("lost", 0L, "contradicted", 0L, "divergence", "0.00101")));
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  /** What the archive lost once is not asked again, more of it is. */
  @Test
  void settle_lossThatWasApproved_inTheVersionAndAskedOnlyWhenItGrows() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    works.enter(Layer.SPEED, works.shard(0), 8, 12);
    works.ask("r", "t1");
    works.step("approve", "person", "version", "r");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::lost).contains(2L);
    assertThat(check()).isEqualTo(Version.CrossCheck.NOT_CHECKED);

    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 20).loaded("r2", 20);
    String report = "runs/r2/1/report.json";
    works.step("release", "r");
    works.enter(Layer.SPEED, works.shard(0), 18, 11);
    assertThat(settlement.settle(Works.run("r2"), report, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    works.replace(Layer.SPEED, works.shard(0), 18, 10);
    assertThat(settlement.settle(Works.run("r2"), report, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::lost).contains(2L);
  }

  @Test
  void settle_contradictionThatWasApproved_notAskedAgain() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10);
    works.enter(Layer.SPEED, works.shard(0), 8, new Tally(Map.of(Tally.RECEIVED, 10L), 1));
    works.enter(Layer.SPEED, works.shard(0), 9, 10);
    works.ask("r", "t1");
    works.step("approve", "person", "version", "r");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    works.step("release", "r");
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 20).loaded("r2", 20);
    assertThat(settlement.settle(Works.run("r2"), "runs/r2/1/report.json", Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::contradicted).contains(1L);
  }

  /** While a person thinks, the speed layer passes the cut, and more comes out. */
  @Test
  void settle_moreInDoubtThanWasApproved_asksAboutItAndWaits() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10, "0.5").ask("r", "t1");
    works.enter(Layer.SPEED, works.shard(0), 8, 12);
    works.step("approve", "person", "version", "r");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask")
        .containsEntry("doubts", Map.of("lost", 2L, "contradicted", 0L, "divergence", "0.5"))
        .satisfies(it -> assertThat((String) it.get("why")).startsWith("LOST_BY_ARCHIVE"));

    works.ask("r", "t2");
    assertThat(works.runs.answers()).containsOnlyKeys("t1");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    works.step("approve", "person", "version", "r");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::lost).contains(2L);
  }

  @Test
  void settle_lessInDoubtThanWasApproved_swapped() {
    works.enterUpTo(Layer.ARCHIVE, works.shard(0), 10).loaded("r", 10, "0.5");
    works.enter(Layer.SPEED, works.shard(0), 8, 12).ask("r", "t1");
    works.step("approve", "person", "version", "r");
    works.replace(Layer.SPEED, works.shard(0), 8, 11);
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
    assertThat(works.pointer().version()).map(Version::lost).contains(1L);
  }

  @Test
  void settle_rejected_heldWithBothReasons() {
    works.agreeUpTo(10).loaded("r", 10, "0.5").ask("r", "t1");
    works.step("reject", "person", "version", "r", "reason", "wrong feed");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "held")
        .satisfies(
            it ->
                assertThat((String) it.get("why"))
                    .startsWith("rejected by a person, who says: wrong feed; asked because of: ")
                    .contains("divergence 0.5"));
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  /** An approval is of the report that was asked about. */
  @Test
  void settle_anotherReportThanTheApproved_asks() {
    works.agreeUpTo(10).loaded("r", 10, "0.5").ask("r", "t1");
    works.step("approve", "person", "version", "r");
    String other = "runs/r/2/report.json";
    works.archive.write(other, works.bytes(REPORT));
    assertThat(settlement.settle(Works.run("r"), other, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "swapped");
  }

  /** A job that was given up goes on, and replaces the report by that of its own table. */
  @Test
  void settle_reportReplacedSinceItWasApproved_asks() {
    works.agreeUpTo(10).loaded("r", 10, "0.5").ask("r", "t1");
    works.step("approve", "person", "version", "r");
    String text = new String(works.bytes(REPORT), UTF_8);
    works.tables.create("segment-late");
    works.archive.write(REPORT, text.replace("segment-r", "segment-late").getBytes(UTF_8));
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "ask");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_reportNotLoaded_incompleteOrHeldAndNoSwap() {
    works.agreeUpTo(10).report("r", Map.of("outcome", "incomplete", "cut", 10));
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isEqualTo(Map.of("outcome", "incomplete", "report", REPORT));
    works.report("r", Map.of("outcome", "damaged"));
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isEqualTo(Map.of("outcome", "held", "report", REPORT));
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_noReportOrABrokenOne_failsAndNoSwap() {
    works.agreeUpTo(10);
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isInstanceOf(RuntimeException.class);
    works.report("r", Map.of("outcome", "loaded", "table", "t"));
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessageContaining("'cut'");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_againAfterTheSwap_saysSwappedAndSwapsNothing() {
    works.trueUp("r", 10);
    Pointer after = works.pointer();
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .isEqualTo(Map.of("outcome", "swapped", "generation", 1L));
    assertThat(works.pointer()).isEqualTo(after);
  }

  @Test
  void settle_cutNotAfterTheServed_fails() {
    works.trueUp("newer", 10).loaded("r", 10);
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessage("swap to version r with cut 10, expected a cut after 10");
    assertThat(works.pointer().version()).map(Version::id).contains("newer");
  }

  /** Whoever took the lease meanwhile may have removed it. */
  @Test
  void settle_tableNotWhole_failsAndNoSwap() {
    works.agreeUpTo(10).loaded("r", 10);
    works.tables.delete("segment-r");
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessageContaining("'segment-r' is not there");
    works.tables.create("segment-r");
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessage("swap to table 'segment-r', expected it to be whole from epoch 0 to cut 10");
    works.loaded("r", 9).report("r", Map.of("outcome", "loaded", "cut", 10, "table", "segment-r"));
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessageContaining("whole from epoch 0 to cut 10");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_anotherHoldsTheLease_fails() {
    works.agreeUpTo(10).loaded("r", 10);
    new CutChoice(works.deployment).choose(Works.run("other"), CutChoice.Extent.WHAT_IS_NEW);
    assertThatThrownBy(() -> settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .hasMessageContaining("another holds the lease");
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
  }

  @Test
  void settle_rolledBackWhileTheRunWasDead_heldAndStillPinned() {
    works.trueUp("r1", 10).trueUp("r2", 20).agreeUpTo(30).loaded("r", 30);
    new CutChoice(works.deployment).choose(Works.run("r"), CutChoice.Extent.WHAT_IS_NEW);
    works.clock.move(Deployment.LEASE.plus(Duration.ofSeconds(1)));
    works.step("rollback", "person", "version", "r1");
    Pointer pinned = works.pointer();
    assertThat(settlement.settle(Works.run("r"), REPORT, Run.Purpose.SWAP))
        .containsEntry("outcome", "held");
    assertThat(works.pointer()).isEqualTo(pinned);
  }

  private Version.CrossCheck check() {
    return works.pointer().version().orElseThrow().check();
  }
}
