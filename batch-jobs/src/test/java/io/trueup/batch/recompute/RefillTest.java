package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.CLOCK;
import static io.trueup.batch.recompute.TestArchive.EPOCH;
import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Replay;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What the archive lost, read from the stream again. */
class RefillTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 3;
  private static final String REFILLED = "archive/refilled/";

  private final TestArchive archive = new TestArchive();
  private final Random random = new Random(7);
  private final List<Sale> sales = new ArrayList<>();

  @Test
  void run_objectLost_readFromTheStreamAgainToTheSameLines() {
    List<ArchiveLine> lost = records(ONE, FIRST + 1, 40);
    archive.object("kept", records(OTHER, FIRST + 1, 40));

    assertThat(run()).containsEntry("outcome", "loaded").containsEntry("duplicates", 0);
    assertThat(refilled()).isEqualTo(text(lost));
    assertCellsAreRight();
  }

  @Test
  void run_aPartLost_whatIsThereTwiceCountsOnce() {
    List<ArchiveLine> half = records(ONE, FIRST, 40);
    archive.object("half", half.subList(0, 20));

    assertThat(run()).containsEntry("outcome", "loaded").containsEntry("duplicates", 20);
    assertCellsAreRight();
  }

  @Test
  void run_objectTornForGood_passedOverAndNamed() {
    List<byte[]> lines = records(ONE, FIRST, 40).stream().map(ArchiveLine::line).toList();
    byte[] whole = Zip.gzip(lines);
    archive.raw("torn", java.util.Arrays.copyOf(whole, whole.length / 2));

    Map<String, Object> report = run();

    assertThat(report).containsEntry("outcome", "loaded").containsEntry("broken_count", 1);
    assertCellsAreRight();
  }

  @Test
  void run_again_writesNoOtherObjects() {
    records(ONE, FIRST, 40);
    run();
    List<String> written = archive.effects.objects("bucket").list(REFILLED);

    assertThat(archive.runOnOneThread(job(CLOCK.instant(), "segment-again")))
        .containsEntry("outcome", "loaded")
        .containsEntry("duplicates", 0);
    assertThat(archive.effects.objects("bucket").list(REFILLED)).isEqualTo(written).hasSize(1);
  }

  /** A child's clock may be behind those of the shards that it was split from. */
  @Test
  void run_childBegunInAnEpochOfItsParent_readAgainToTheSameLines() {
    String child = "shardId-000000000002@1732420000";
    List<ArchiveLine> parents = records(ONE, FIRST + 1, 3);
    archive.split(ONE, child);
    long newest = parents.get(2).arrival();
    Sale sale = Sale.random("child", random);
    sales.add(sale);
    ArchiveLine line = archive.arrived(child, newest, sale.data());
    archive.effects.stream()
        .put(
            child, new Replay.Kept(line.position().sequence(), 0, newest - 3_000_000, line.data()));

    assertThat(run()).containsEntry("outcome", "loaded");
    parents.add(line);
    assertThat(refilled()).isEqualTo(text(parents));
    assertCellsAreRight();
  }

  /** The arrivals of an epoch follow from its first record. */
  @Test
  void run_streamHasLostTheFirstRecord_incompleteAndNothingIsWritten() {
    records(ONE, FIRST, 40);
    archive.effects.stream().lose(ONE);

    Map<String, Object> report = run();

    assertThat(report).containsEntry("outcome", "incomplete");
    assertThat(report.get("missing"))
        .isEqualTo(List.of(Map.of("shard", ONE, "epoch", (int) FIRST, "expected", 40, "found", 0)));
    assertThat(archive.effects.objects("bucket").list(REFILLED)).isEmpty();
  }

  @Test
  void run_beforeItsTime_incompleteAndNothingIsRead() {
    records(ONE, FIRST, 40);
    Instant later = CLOCK.instant().plus(Duration.ofMillis(1));

    assertThat(archive.runOnOneThread(job(later, "segment")))
        .containsEntry("outcome", "incomplete");
    assertThat(archive.effects.objects("bucket").list(REFILLED)).isEmpty();
  }

  /**
   * Records of an epoch, on the stream and in the ledger; the clock of their arrivals steps back.
   */
  private List<ArchiveLine> records(String shard, long epoch, int count) {
    List<ArchiveLine> lines = new ArrayList<>();
    long newest = 0;
    for (int i = 0; i < count; i++) {
      Sale sale = Sale.random(shard + epoch + "-" + i, random);
      sales.add(sale);
      long own = epoch * EPOCH.millis() + (i == 0 ? 500 : random.nextInt(4_000) - 2_000);
      newest = Math.max(newest, own);
      ArchiveLine line = archive.arrived(shard, newest, sale.data());
      archive.effects.stream()
          .put(
              shard,
              new Replay.Kept(
                  line.position().sequence(), line.position().index(), own, line.data()));
      lines.add(line);
    }
    return lines;
  }

  private Map<String, Object> run() {
    return archive.runOnOneThread(job(CLOCK.instant(), "segment-" + CUT));
  }

  private Job job(Instant from, String segment) {
    Job job = archive.job(CUT, Optional.empty(), Optional.of(new Job.Again("events", from)));
    return TestArchive.into(segment, job);
  }

  private void assertCellsAreRight() {
    assertThat(SegmentCells.read(archive.effects.table("segment-" + CUT), archive.definition))
        .isEqualTo(Oracle.cells(sales));
  }

  private String refilled() {
    StringBuilder lines = new StringBuilder();
    for (String key : archive.effects.objects("bucket").list(REFILLED)) {
      try (var in = new GZIPInputStream(archive.effects.objects("bucket").read(key))) {
        lines.append(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
      } catch (IOException broken) {
        throw new UncheckedIOException(key, broken);
      }
    }
    return lines.toString();
  }

  private static String text(List<ArchiveLine> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(
        line -> text.append(new String(line.line(), java.nio.charset.StandardCharsets.UTF_8)));
    return text.toString();
  }
}
