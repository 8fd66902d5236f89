package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.CLOCK;
import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.store.ArchiveLine;
import io.trueup.store.Gap;
import io.trueup.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of an archive that has lost records for ever. */
class LackingTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 3;
  private static final String SERVED = "served";

  private final Instant now = CLOCK.instant();
  private final Instant later = now.plus(Duration.ofMillis(1));
  private final TestArchive archive = new TestArchive();
  private final Random random = new Random(11);
  private final List<Sale> there = new ArrayList<>();
  private final List<ArchiveLine> kept = new ArrayList<>();

  /** Of one (shard, epoch) half is there, twice; of another nothing; the others are whole. */
  @BeforeEach
  void lose() {
    List<ArchiveLine> half = records(ONE, FIRST, 6);
    kept.addAll(records(OTHER, FIRST, 3));
    records(ONE, FIRST, 4).forEach(lost -> there.remove(there.size() - 1));
    records(OTHER, FIRST + 1, 2).forEach(lost -> there.remove(there.size() - 1));
    kept.addAll(half);
    archive.object("kept", kept);
    archive.object("again", half.subList(0, 3));
  }

  @Test
  void run_afterItsTime_madeOfWhatIsThereAndTheGapsAreInTheSegment() {
    Map<String, Object> report = run(now, List.of());

    assertThat(report)
        .containsEntry("outcome", "lacking")
        .containsEntry("records", there.size())
        .containsEntry("duplicates", 3)
        .containsEntry("missing_count", 2);
    assertThat(Json.list(report, "missing"))
        .isEqualTo(List.of(json(ONE, FIRST, 10, 6), json(OTHER, FIRST + 1, 2, 0)));
    assertThat(gaps())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("digest")
        .containsExactlyInAnyOrder(
            new Gap(ONE, FIRST, 10, 6, 0), new Gap(OTHER, FIRST + 1, 2, 0, 0));
    assertThat(SegmentCells.read(archive.effects.table("segment-" + CUT), archive.definition))
        .isEqualTo(Oracle.cells(there));
  }

  @Test
  void run_onSpark_comesToTheSame() {
    run(now, List.of());
    List<Gap> onOneThread = gaps();
    archive.effects.segments().delete("segment-" + CUT);
    Map<String, Object> report = archive.run(job(now, List.of()));

    assertThat(report).containsEntry("outcome", "lacking").containsEntry("records", there.size());
    assertThat(gaps()).isEqualTo(onOneThread);
    assertThat(SegmentCells.read(archive.effects.table("segment-" + CUT), archive.definition))
        .isEqualTo(Oracle.cells(there));
  }

  @Test
  void run_beforeItsTime_incompleteAndNothingIsMade() {
    assertThat(run(later, List.of())).containsEntry("outcome", "incomplete");
    assertThat(archive.effects.segments().list("segment-")).isEmpty();
  }

  /** Nobody waits again for what was accepted before. */
  @Test
  void run_allOfItLacksInTheSegmentServed_madeAtOnce() {
    run(now, List.of());
    serve(gaps());

    archive.effects.segments().delete("segment-" + CUT);
    assertThat(run(later, List.of(SERVED))).containsEntry("outcome", "lacking");
  }

  @Test
  void run_oneGapIsNew_incompleteUntilItsTime() {
    run(now, List.of());
    serve(gaps().subList(0, 1));

    archive.effects.segments().delete("segment-" + CUT);
    assertThat(run(later, List.of(SERVED))).containsEntry("outcome", "incomplete");
  }

  /** A job of before nobody can answer. */
  @Test
  void run_jobOfAnOlderRelease_incomplete() {
    assertThat(archive.runOnOneThread(archive.job(CUT))).containsEntry("outcome", "incomplete");
  }

  /** Where the archive has no gap its ledger still counts for everything. */
  @Test
  void run_aLateParcel_lessLacks() {
    archive.object("late", records(OTHER, FIRST + 2, 1));
    ArchiveLine unknown = archive.line(OTHER, FIRST + 1, Sale.random("x", random).data());
    archive.object("unknown", List.of(unknown));

    assertThat(Json.list(run(now, List.of()), "missing"))
        .isEqualTo(List.of(json(ONE, FIRST, 10, 6), json(OTHER, FIRST + 1, 2, 1)));
  }

  private List<ArchiveLine> records(String shard, long epoch, int count) {
    List<ArchiveLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Sale sale = Sale.random("%s-%d-%d".formatted(shard, epoch, there.size()), random);
      there.add(sale);
      lines.add(archive.record(shard, epoch, sale.data()));
    }
    return lines;
  }

  private void serve(List<Gap> gaps) {
    archive.effects.segments().create(SERVED).writeAll(gaps.stream().map(Gap::item).toList());
  }

  private List<Gap> gaps() {
    return Gap.read(archive.effects.table("segment-" + CUT));
  }

  private Map<String, Object> run(Instant lackingFrom, List<String> served) {
    return archive.runOnOneThread(job(lackingFrom, served));
  }

  private Job job(Instant lackingFrom, List<String> served) {
    return archive.job(
        CUT,
        Optional.empty(),
        Optional.of(new Job.Again("events", now)),
        Optional.of(new Job.Lacking(lackingFrom, served)));
  }

  private static Map<String, Object> json(String shard, long epoch, int expected, int found) {
    return Map.of("shard", shard, "epoch", (int) epoch, "expected", expected, "found", found);
  }
}
