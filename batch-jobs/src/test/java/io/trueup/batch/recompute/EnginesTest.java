package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Item;
import io.trueup.port.MemoryTables;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EnginesTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 4;

  private final TestArchive archive = new TestArchive();

  @Test
  void run_archiveWithRepeats_sameReportAndSegmentOnBothEngines() {
    fill(new Random(5));
    archive.writeLedger();

    assertSame(archive.job(CUT), archive.job(CUT));
  }

  @Test
  void run_underABudget_sameReportAndSegmentAsWithout() {
    fill(new Random(7));
    archive.writeLedger();

    assertSame(TestArchive.within(new Budget(1_000_000), archive.job(CUT)), archive.job(CUT));
  }

  private void assertSame(Job inTasks, Job onOneThread) {
    Recompute.run(LocalSpark.open(), archive.effects, inTasks, TestArchive.CLOCK);
    Map<String, Object> report = report();
    List<Item> items = takeItems();
    Recompute.runOnOneThread(archive.effects, Optional.empty(), onOneThread, TestArchive.CLOCK);

    assertThat(report).containsEntry("outcome", "loaded");
    assertThat(report()).isEqualTo(report);
    assertThat(takeItems()).usingRecursiveFieldByFieldElementComparator().isEqualTo(items);
  }

  @Test
  void run_archiveWithAGap_sameReportOnBothEngines() {
    fill(new Random(6));
    archive.enter(archive.line(ONE, FIRST, "lost".getBytes(UTF_8)));
    archive.writeLedger();

    Recompute.run(LocalSpark.open(), archive.effects, archive.job(CUT), TestArchive.CLOCK);
    Map<String, Object> report = report();
    Recompute.runOnOneThread(
        archive.effects, Optional.empty(), archive.job(CUT), TestArchive.CLOCK);

    assertThat(report).containsEntry("outcome", "incomplete");
    assertThat(report()).isEqualTo(report);
  }

  private void fill(Random random) {
    for (int i = 0; i < 6; i++) {
      List<ArchiveLine> lines = new ArrayList<>();
      for (int j = 0; j < 40; j++) {
        byte[] data = Sale.random(i + "-" + j, random).data();
        long epoch = FIRST + random.nextInt(6);
        lines.add(archive.record(random.nextBoolean() ? ONE : OTHER, epoch, data));
      }
      archive.object("part-" + i, lines);
      archive.object("part-again-" + i, lines.subList(0, 5 * i));
    }
  }

  private Map<String, Object> report() {
    try (var in = archive.effects.objects("bucket").read("runs/run/0/report.json")) {
      Map<String, Object> report = Json.object(new String(in.readAllBytes(), UTF_8));
      report.remove("seconds");
      report.remove("units"); // each task lists the keys that it has
      return report;
    } catch (IOException impossible) {
      throw new UncheckedIOException("read a report in memory", impossible);
    }
  }

  /** The segment's items; it is removed, so that the other engine can make it. */
  private List<Item> takeItems() {
    MemoryTables tables = (MemoryTables) archive.effects.segments();
    List<Item> items = tables.memory("segment-" + CUT).all();
    tables.delete("segment-" + CUT);
    return items;
  }
}
