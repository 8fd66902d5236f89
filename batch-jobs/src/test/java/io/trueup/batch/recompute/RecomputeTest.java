package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Heartbeat;
import io.trueup.port.MemoryTables;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.SegmentAbout;
import io.trueup.store.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecomputeTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 4;

  private final TestArchive archive = new TestArchive();

  @Test
  void run_repeatedObjectsAndAllSortsOfRecords_equalsTheOracle() {
    long seed = 20_241_124;
    Random random = new Random(seed);
    List<Sale> counted = new ArrayList<>();
    List<List<ArchiveLine>> objects = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      List<ArchiveLine> lines = new ArrayList<>();
      for (int j = 0; j < 60; j++) {
        Sale sale = Sale.random(i + "-" + j, random);
        long epoch = FIRST + random.nextInt(6);
        lines.add(archive.record(random.nextBoolean() ? ONE : OTHER, epoch, sale.data()));
        if (epoch < CUT) {
          counted.add(sale);
        }
      }
      objects.add(lines);
    }
    objects.get(3).add(archive.record(ONE, FIRST, "no json".getBytes(UTF_8)));
    objects.get(3).add(archive.record(ONE, FIRST, "{\"id\":\"x\",\"at\":5}".getBytes(UTF_8)));
    objects.get(4).add(archive.record(OTHER, FIRST + 1, new byte[0]));
    objects.get(4).add(archive.record(OTHER, FIRST + 2, new Heartbeat(1, 2).data()));
    for (int i = 0; i < objects.size(); i++) {
      archive.object("part-" + i, objects.get(i));
    }
    archive.object("part-3-again", objects.get(3));
    archive.object("part-5-half-again", objects.get(5).subList(0, 30));

    Map<String, Object> report = run(CUT);

    assertThat(report)
        .containsEntry("outcome", "loaded")
        .containsEntry("table", "segment-" + CUT)
        .containsEntry("records", counted.size() + 4)
        .containsEntry("accepted", counted.size())
        .containsEntry("beats", 1)
        .containsEntry("rejected", Map.of("not_json", 2, "schema", 1))
        .containsEntry("objects", 12)
        .containsEntry("missing", List.of())
        .containsEntry("broken", List.of());
    long twice =
        objects.get(3).stream().filter(line -> line.epoch() < CUT).count()
            + objects.get(5).subList(0, 30).stream().filter(line -> line.epoch() < CUT).count();
    assertThat(Json.number(report, "duplicates")).isEqualTo(twice);
    var cells = SegmentCells.read(archive.effects.table("segment-" + CUT), archive.definition);
    assertThat(cells).as("seed %d", seed).isEqualTo(Oracle.cells(counted));
    assertThat(Json.number(report, "cells")).isEqualTo(cells.size());
    assertThat(SegmentAbout.read(archive.effects.table("segment-" + CUT)).orElseThrow())
        .satisfies(
            about -> {
              assertThat(about.cells()).isEqualTo(cells.size());
              assertThat(about.cut()).isEqualTo(CUT);
              assertThat(about.fingerprints()).containsOnlyKeys("by_place", "large", "all");
            });
  }

  @Test
  void run_nothingBelowTheCut_loadsAnEmptySegment() {
    archive.object("part", List.of(archive.record(ONE, CUT, sale("a"))));

    assertThat(run(CUT)).containsEntry("outcome", "loaded").containsEntry("cells", 0);
    assertThat(SegmentCells.read(archive.effects.table("segment-" + CUT), archive.definition))
        .isEmpty();
  }

  @Test
  void run_recordNotInTheArchive_isIncompleteAndMakesNothing() {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.record(OTHER, FIRST + 1, sale("b"));

    assertIncomplete(gap(OTHER, FIRST + 1, 1, 0));
  }

  @Test
  void run_recordNotInTheLedger_isIncompleteAndMakesNothing() {
    archive.object(
        "part",
        List.of(archive.record(ONE, FIRST, sale("a")), archive.line(ONE, FIRST + 1, sale("b"))));

    assertIncomplete(gap(ONE, FIRST + 1, 0, 1));
  }

  @Test
  void run_oneTwiceAndAnotherMissing_isNotTakenForWhole() {
    ArchiveLine twice = archive.record(ONE, FIRST, sale("a"));
    archive.record(ONE, FIRST, sale("b"));
    archive.object("part", List.of(twice, twice));

    assertIncomplete(gap(ONE, FIRST, 2, 1));
  }

  @Test
  void run_sameCountsButOtherData_isIncomplete() {
    ArchiveLine line = archive.record(ONE, FIRST, sale("a"));
    archive.object(
        "part",
        List.of(
            new ArchiveLine(
                line.shard(), line.position(), line.epoch(), line.arrival(), sale("b"))));

    assertIncomplete(gap(ONE, FIRST, 1, 1));
  }

  @Test
  void run_foreignAndTruncatedObjects_areNamedAndMakeNothing() {
    ArchiveLine kept = archive.record(ONE, FIRST, sale("a"));
    ArchiveLine cut = archive.record(ONE, FIRST, sale("b"));
    archive.object("a-part", List.of(kept));
    byte[] whole = Zip.gzip(List.of(cut.line()));
    archive.raw("b-truncated", Arrays.copyOf(whole, whole.length - 12));
    archive.raw("c-foreign", "a picture".getBytes(UTF_8));

    Map<String, Object> report = run(CUT);

    assertThat(report).containsEntry("outcome", "incomplete");
    assertThat(Json.list(report, "missing"))
        .isEqualTo(List.of(Json.object(Json.write(gap(ONE, FIRST, 2, 1)))));
    assertThat(Json.list(report, "broken"))
        .extracting(each -> Json.text((Map<?, ?>) each, "object"))
        .containsExactly("archive/2024/11/24/03/b-truncated", "archive/2024/11/24/03/c-foreign");
    assertNothingMade();
  }

  @Test
  void run_lateEvents_countedAsTheLedgerCountsThem() {
    lateAndOnTime();

    assertThat(run(CUT)).containsEntry("outcome", "loaded").containsEntry("late", 1);
  }

  @Test
  void run_ledgerCountsNoneAsLate_differs() {
    long digest = lateAndOnTime();
    archive.tally(ONE, FIRST, new Tally(Map.of("received", 2L, "accepted", 2L), digest));

    assertThat(run(CUT)).containsEntry("outcome", "differs").containsEntry("late", 1);
    assertNothingMade();
  }

  /** Two records, one of them of 5 minutes that were over for 6 seconds; their digest. */
  private long lateAndOnTime() {
    long arrival = FIRST * TestArchive.EPOCH.millis() + 7;
    long bucket = arrival - arrival % 300_000;
    ArchiveLine late =
        archive.record(ONE, FIRST, new Sale("l", bucket - 1, "Ulm", true, 1, null).data());
    ArchiveLine onTime =
        archive.record(ONE, FIRST, new Sale("o", arrival, "Ulm", true, 1, null).data());
    assertThat(arrival - bucket).isGreaterThan(5_000);
    archive.object("part", List.of(late, onTime));
    return Totals.of(late).digest() + Totals.of(onTime).digest();
  }

  @Test
  void run_ledgerCountsOtherResults_differsAndMakesNothing() {
    ArchiveLine line = archive.record(ONE, FIRST, sale("a"));
    archive.object("part", List.of(line));
    long digest = Totals.of(line).digest();
    archive.tally(ONE, FIRST, new Tally(Map.of("received", 1L, "rejected.schema", 1L), digest));

    Map<String, Object> report = run(CUT);

    assertThat(report).containsEntry("outcome", "differs");
    assertThat(Json.list(report, "differs"))
        .isEqualTo(
            List.of(
                Map.of(
                    "shard",
                    ONE,
                    "epoch",
                    (int) FIRST,
                    "expected",
                    Map.of("received", 1, "rejected.schema", 1),
                    "found",
                    Map.of("received", 1, "accepted", 1, "late", 1))));
    assertNothingMade();
  }

  @Test
  void run_segmentTakenByAnother_fails() {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    SegmentAbout.claim(archive.effects.segments().create("segment-" + CUT), "other run", "0");

    assertThatThrownBy(() -> run(CUT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("other run");
  }

  @Test
  void run_behindAVersion_makesATableLikeItsNewest() {
    archive.object("part", List.of(archive.record(ONE, FIRST, sale("a"))));
    archive.writeLedger();
    Job.Lacking served = new Job.Lacking(Instant.MAX, List.of("base", "newest"));

    archive.runOnOneThread(
        archive.job(CUT, Optional.empty(), Optional.empty(), Optional.of(served)));

    MemoryTables tables = (MemoryTables) archive.effects.segments();
    assertThat(tables.like("segment-" + CUT)).contains("newest");
  }

  private void assertIncomplete(Map<String, Object> gap) {
    Map<String, Object> report = run(CUT);
    assertThat(report).containsEntry("outcome", "incomplete");
    assertThat(Json.list(report, "missing")).isEqualTo(List.of(Json.object(Json.write(gap))));
    assertNothingMade();
  }

  private void assertNothingMade() {
    assertThat(archive.effects.segments().list("segment-")).isEmpty();
  }

  private static Map<String, Object> gap(String shard, long epoch, long expected, long found) {
    return Map.of("shard", shard, "epoch", epoch, "expected", expected, "found", found);
  }

  private static byte[] sale(String id) {
    return new Sale(id, 1_000, "Ulm", true, 6, 0.25).data();
  }

  private Map<String, Object> run(long cut) {
    return archive.run(cut);
  }
}
