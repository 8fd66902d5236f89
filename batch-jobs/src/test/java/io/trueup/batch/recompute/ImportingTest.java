package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.port.Imported;
import io.trueup.port.Item;
import io.trueup.port.MemoryTables;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.SegmentAbout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A segment that is imported is the one that would have been written. */
class ImportingTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 4;
  private static final String TABLE = "segment-" + CUT;

  private final TestArchive archive = new TestArchive();
  private final MemoryTables tables = (MemoryTables) archive.effects.segments();
  private final MemoryImports imports = archive.effects.imported();

  /** Two years of event time, so that a key has strips of every size in many partitions. */
  @BeforeEach
  void fill() {
    Random random = new Random(5);
    List<ArchiveLine> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long epoch = FIRST + random.nextInt(6);
      lines.add(
          archive.record(
              random.nextBoolean() ? ONE : OTHER, epoch, Sale.random("" + i, random).data()));
    }
    for (int plane = 1; plane <= 16; plane++) {
      String place = "é" + Character.toString(plane * 0x10000 + 0xF600);
      lines.add(
          archive.record(ONE, FIRST, new Sale("p" + plane, plane, place, true, 9, 0.25).data()));
    }
    archive.object("all", lines);
    archive.writeLedger();
  }

  @Test
  void run_onSpark_sameItemsAndReportAsByWrites() {
    runAndAssertSame(archive.job(CUT));
  }

  @Test
  void run_onOneThread_sameItemsAsByWrites() {
    List<Item> written = written(archive.job(CUT));
    Recompute.runOnOneThread(
        archive.effects,
        Optional.empty(),
        TestArchive.imported(archive.job(CUT)),
        TestArchive.CLOCK);

    assertSame(take(), written);
  }

  /** Without the shuffle of keys an entry would stand in the object of each of its strips. */
  @Test
  void run_onSpark_noItemStandsTwiceAndNothingIsLeft() {
    List<String> lines = new ArrayList<>();
    imports.beforeForgetting(
        () -> imports.written(TABLE).forEach(each -> lines.addAll(imports.lines(each))));
    run(TestArchive.imported(archive.job(CUT)));

    assertThat(lines).hasSizeGreaterThan(100).doesNotHaveDuplicates();
    assertThat(new HashSet<>(lines.stream().map(ImportingTest::key).toList()))
        .hasSameSizeAs(lines)
        .hasSize(tables.memory(TABLE).all().size() - 1);
    assertThat(imports.written(TABLE)).isEmpty();
    assertThat(Json.object(report(), "imported")).isEqualTo(counted(lines));
    assertThat(report()).containsEntry("units", 0);
  }

  @Test
  void run_overAGap_theGapIsImportedToo() {
    archive.enter(archive.line(ONE, FIRST, "lost".getBytes(UTF_8)));
    archive.writeLedger();
    Job job = lacking(Instant.EPOCH);
    runAndAssertSame(job);
  }

  @Test
  void run_behindAVersion_isMadeLikeItsNewest() {
    Job job = lacking(Instant.MAX, "old", "newest");
    run(TestArchive.imported(job));

    assertThat(imports.likes()).containsExactly(Map.entry(TABLE, "newest"));
  }

  @Test
  void run_lessCameInThanWasWritten_isNotMadeLikeAnyOther() {
    imports.ending(
        ended ->
            new Imported(
                ended.name(),
                ended.state(),
                ended.processed(),
                ended.imported() - 1,
                1,
                Optional.empty(),
                ended.log()));
    Job job = lacking(Instant.MAX, "old", "newest");

    assertThatThrownBy(() -> run(TestArchive.imported(job))).hasMessageContaining("1 errors");
    assertThat(imports.likes()).isEmpty();
  }

  @Test
  void run_importFails_saysWhatServiceAndLogSayAndIsNotWhole() {
    imports.ending(
        ended ->
            new Imported(
                "arn:import/1",
                "FAILED",
                7,
                5,
                2,
                Optional.of("S3AccessDenied: no"),
                Optional.of("arn:logs")));
    assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
        .hasMessageContaining("arn:import/1: FAILED, 7 items read, 5 taken, 2 errors")
        .hasMessageContaining("S3AccessDenied: no")
        .hasMessageContaining("arn:logs");
    assertNotWhole();
    assertThat(imports.written(TABLE)).as("for whoever looks why, until they expire").isNotEmpty();
  }

  @Test
  void run_oneItemLessOrMoreOrAnError_isNotWhole() {
    for (Imported wrong :
        List.of(counts(0, -1, 0), counts(-1, -1, 0), counts(1, 0, 0), counts(0, 0, 1))) {
      imports.ending(
          ended ->
              new Imported(
                  ended.name(),
                  ended.state(),
                  ended.processed() + wrong.processed(),
                  ended.imported() + wrong.imported(),
                  wrong.errors(),
                  Optional.empty(),
                  Optional.empty()));
      assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
          .as("%s", wrong)
          .hasMessageContaining("expected COMPLETED with");
      assertNotWhole();
      imports.beforeForgetting(() -> {});
      imports.forget(TABLE);
    }
  }

  /** What stands in two objects is in the table once, and no error of an import. */
  @Test
  void run_anItemStandsInTwoObjects_isNotWhole() {
    imports.beforeMaking(
        () -> {
          String one = imports.written(TABLE).get(0);
          imports.copy(one, one.replace(".json", "-again.json"));
        });
    assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
        .hasMessageContaining("0 errors, expected COMPLETED with");
    assertNotWhole();
  }

  @Test
  void run_objectsOfAnotherTryAreThere_refusedBeforeAnyIsWritten() {
    imports.put("load/" + TABLE + "/strips-00001.json.gz", new byte[0]);
    assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
        .hasMessageContaining("1 objects are there, as load/" + TABLE + "/strips-00001.json.gz");
    assertThat(imports.everWritten()).isEmpty();
    assertThat(tables.list(TABLE)).isEmpty();
  }

  @Test
  void run_wholeByAnother_fails() {
    imports.beforeAbout(
        table ->
            table.writeAll(
                List.of(new SegmentAbout("other", "1", 0, CUT, 1, 1, 1, Map.of()).item())));
    assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
        .hasMessageContaining("it is whole by");
  }

  @Test
  void run_objectsCantBeRemoved_isWholeAllTheSame() {
    imports.beforeForgetting(
        () -> {
          throw new IllegalStateException("denied");
        });
    run(TestArchive.imported(archive.job(CUT)));

    assertThat(report()).containsEntry("outcome", "loaded");
    assertThat(SegmentAbout.read(tables.table(TABLE))).isPresent();
  }

  @Test
  void run_whereNothingCanBeImported_saysSo() {
    archive.effects.withoutImports();
    assertThatThrownBy(() -> run(TestArchive.imported(archive.job(CUT))))
        .hasMessageContaining("load " + TABLE + " by import: there is none here");
  }

  /**
   * Spark may give a partition to another task, in another order, while the first one goes on: each
   * object then is of the same strips and keys, whoever wrote it last.
   */
  @Test
  void export_partitionTriedAgainInAnotherOrder_sameObjectsOfTheSameKeys() {
    Exporting exporting = new Exporting(archive.effects, "bucket", TABLE);
    List<Group> groups = groups();
    Exporting.Written first = exporting.strips(3, groups.iterator(), archive.definition);
    List<String> before = imports.written(TABLE);
    List<String> lines = imports.lines(before.get(0)).stream().sorted().toList();
    Collections.reverse(groups);
    Exporting.Written again = exporting.strips(3, groups.iterator(), archive.definition);

    assertThat(before).containsExactly("load/" + TABLE + "/strips-00003.json.gz");
    assertThat(imports.written(TABLE)).isEqualTo(before);
    assertThat(imports.lines(before.get(0)).stream().sorted()).containsExactlyElementsOf(lines);
    assertThat(again.loaded()).isEqualTo(first.loaded());
    assertThat(again.keys()).containsExactlyInAnyOrderElementsOf(first.keys());
  }

  private List<Group> groups() {
    Random random = new Random(3);
    Cells cells = new Cells(archive.definition, Era.FRESH);
    for (int i = 0; i < 50; i++) {
      ArchiveLine line = archive.line(ONE, FIRST, Sale.random("g" + i, random).data());
      cells.add(
          ((Intake.Accepted)
                  archive
                      .definition
                      .events()
                      .read(
                          new StreamRecord(line.position(), line.arrival(), line.data()),
                          line.arrival()))
              .event());
    }
    List<Group> groups = new ArrayList<>();
    cells.drain().forEach(part -> groups.add(new Group(part.key(), List.of(part.bytes()))));
    return groups;
  }

  private void runAndAssertSame(Job job) {
    List<Item> written = written(job);
    Map<String, Object> report = report();
    run(TestArchive.imported(job));

    assertSame(take(), written);
    for (String own : List.of("units", "imported", "seconds")) {
      report.remove(own);
    }
    Map<String, Object> imported = report();
    for (String own : List.of("units", "imported", "seconds")) {
      imported.remove(own);
    }
    assertThat(imported).isEqualTo(report);
  }

  private List<Item> written(Job job) {
    run(job);
    return take();
  }

  private void run(Job job) {
    Recompute.run(LocalSpark.open(), archive.effects, job, TestArchive.CLOCK);
  }

  private List<Item> take() {
    List<Item> items = tables.memory(TABLE).all();
    tables.delete(TABLE);
    return items;
  }

  private static void assertSame(List<Item> imported, List<Item> written) {
    assertThat(written).hasSizeGreaterThan(100);
    assertThat(imported).usingRecursiveFieldByFieldElementComparator().isEqualTo(written);
  }

  private void assertNotWhole() {
    assertThat(SegmentAbout.read(tables.table(TABLE))).isEmpty();
    assertThat(archive.effects.objects("bucket").list("runs/"))
        .noneMatch(it -> it.endsWith("report.json"));
  }

  private static Imported counts(long processed, long imported, long errors) {
    return new Imported("", "", processed, imported, errors, Optional.empty(), Optional.empty());
  }

  private static String key(String line) {
    Map<?, ?> item = Json.object(Json.object(line), "Item");
    return item.get("pk") + " " + item.get("sk");
  }

  private static Map<String, Object> counted(List<String> lines) {
    Iterator<String> each = lines.iterator();
    int bytes = 0;
    while (each.hasNext()) {
      bytes += each.next().getBytes(UTF_8).length + 1;
    }
    return Map.of("items", lines.size(), "bytes", bytes);
  }

  /** A job that goes on over gaps from a time on, behind those tables. */
  private Job lacking(Instant from, String... served) {
    return archive.job(
        CUT,
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Job.Lacking(from, List.of(served))));
  }

  private Map<String, Object> report() {
    try (var in = archive.effects.objects("bucket").read("runs/run/0/report.json")) {
      return Json.object(new String(in.readAllBytes(), UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("read a report in memory", impossible);
    }
  }
}
