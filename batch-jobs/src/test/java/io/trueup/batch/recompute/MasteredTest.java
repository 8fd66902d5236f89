package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Master;
import io.trueup.batch.master.MasterPlace;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recomputes that read the master dataset, and add to it, on Spark. */
class MasteredTest {

  private static final Span EVER = Span.parse("35d");

  private final JavaSparkContext spark = LocalSpark.open();
  private final Path folder;

  MasteredTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void run_anyHistoryAndCuts_incrementsAndTheWholeEqualTheOracle() {
    for (long seed = 1; seed <= 4; seed++) {
      Growing growing = new Growing(seed);
      MasterPlace place = place("seed_" + seed);
      List<Long> cuts = growing.cuts();
      for (long cut : cuts) {
        growing.add(cut, EVER, on(growing, place));
        assertThat(Served.answers(growing.archive))
            .as("seed %d, cut %d", seed, cut)
            .isEqualTo(Oracle.cells(History.sales(History.once(growing.history.below(cut)))));
      }
      long end = cuts.get(cuts.size() - 1);
      assertThat(main(place).cut()).isEqualTo(end);

      var objects = growing.archive.effects.objects("bucket");
      objects.list("archive/").forEach(key -> objects.write(key, "gone".getBytes(UTF_8)));
      Map<String, Integer> repeats = new HashMap<>(growing.repeats);
      growing.segments.clear();
      growing.repeats.clear();
      growing.add(end, EVER, on(growing, place));

      assertThat(Served.answers(growing.archive))
          .as("seed %d, whole, of the master dataset alone", seed)
          .isEqualTo(Oracle.cells(History.sales(History.once(growing.history.below(end)))));
      assertThat(growing.repeats).as("seed %d", seed).isEqualTo(repeats);
    }
  }

  @Test
  void run_datasetMadeAfterTheBase_isFilledByTheNextFullRecompute() {
    Growing growing = new Growing(7);
    MasterPlace place = place("late");
    List<Long> cuts = growing.cuts();
    growing.add(cuts.get(0), EVER);

    growing.add(cuts.get(1), Span.parse("5s"), on(growing, place));
    assertThat(main(place).cut()).isZero();
    growing.segments.clear();
    growing.add(cuts.get(1), EVER, on(growing, place));

    assertThat(main(place).cut()).isEqualTo(cuts.get(1));
    assertThat(Served.answers(growing.archive))
        .isEqualTo(Oracle.cells(History.sales(History.once(growing.history.below(cuts.get(1))))));
  }

  @Test
  void run_datasetBeyondTheCut_isReadUpToTheCut() {
    Growing growing = new Growing(8);
    MasterPlace place = place("beyond");
    List<Long> cuts = growing.cuts();
    growing.add(cuts.get(cuts.size() - 1), EVER, on(growing, place));
    growing.segments.clear();

    growing.add(cuts.get(0), EVER, on(growing, place));

    assertThat(Served.answers(growing.archive))
        .isEqualTo(Oracle.cells(History.sales(History.once(growing.history.below(cuts.get(0))))));
  }

  @Test
  void run_gapFilledAfterItWasPassed_countsAtTheNextFullRecompute() {
    TestArchive archive = new TestArchive();
    History history = History.random(archive, new Random(9), 120);
    List<ArchiveLine> lines = history.all().stream().map(History.One::line).toList();
    ArchiveLine lost = lines.get(50);
    long cut = lines.get(119).epoch() + 1;
    archive.object("part", lines.stream().filter(line -> !line.equals(lost)).toList());
    MasterPlace place = place("gap");
    Job job = mastered(archive, cut, place);

    assertThat(archive.run(job)).containsEntry("outcome", "lacking");
    assertThat(main(place).gaps()).containsExactly(new ShardEpoch(lost.shard(), lost.epoch()));
    archive.effects.segments().delete(job.segmentTable());
    archive.object("late", List.of(lost));

    assertThat(archive.run(job)).containsEntry("outcome", "loaded");
    assertThat(SegmentCells.read(archive.effects.table(job.segmentTable()), archive.definition))
        .isEqualTo(Oracle.cells(History.sales(History.once(history.below(cut)))));
  }

  @Test
  void run_afterAGapWasFilled_isHealedInTheDatasetForGood() {
    TestArchive archive = new TestArchive();
    History history = History.random(archive, new Random(10), 120);
    List<ArchiveLine> lines = history.all().stream().map(History.One::line).toList();
    ArchiveLine lost = lines.get(50);
    long cut = lines.get(100).epoch() + 1;
    long later = lines.get(119).epoch() + 1;
    archive.object(
        "part", lines.stream().filter(each -> each.epoch() < cut && !each.equals(lost)).toList());
    MasterPlace place = place("healed");
    archive.run(mastered(archive, cut, place));
    assertThat(main(place).gaps()).containsExactly(new ShardEpoch(lost.shard(), lost.epoch()));
    var objects = archive.effects.objects("bucket");
    List<byte[]> rest = new ArrayList<>(List.of(lost.line()));
    lines.stream().filter(each -> each.epoch() >= cut).forEach(each -> rest.add(each.line()));
    objects.write("archive/2024/11/24/23/rest", Zip.gzip(rest));

    assertThat(archive.run(mastered(archive, later, place))).containsEntry("outcome", "loaded");
    assertThat(main(place).gaps()).isEmpty();
    objects.list("archive/").forEach(key -> objects.write(key, "gone".getBytes(UTF_8)));
    Job job = mastered(archive, later, place);
    archive.effects.segments().delete(job.segmentTable());

    assertThat(archive.run(job)).containsEntry("outcome", "loaded");
    assertThat(SegmentCells.read(archive.effects.table(job.segmentTable()), archive.definition))
        .isEqualTo(Oracle.cells(History.sales(History.once(history.below(later)))));
  }

  private static Job mastered(TestArchive archive, long cut, MasterPlace place) {
    Job.Lacking any = new Job.Lacking(Instant.EPOCH, List.of());
    Job lacking = archive.job(cut, Optional.empty(), Optional.empty(), Optional.of(any));
    return TestArchive.mastered(lacking, place);
  }

  private Function<Job, Map<String, Object>> on(Growing growing, MasterPlace place) {
    return job -> {
      Map<String, Object> report = growing.archive.run(TestArchive.mastered(job, place));
      Edition main = main(place);
      if (main.cut() > 0) {
        assertThat(Json.object(report, "master").get("snapshot")).isNotNull();
      }
      return report;
    };
  }

  private Edition main(MasterPlace place) {
    try (Master master = Master.open(spark, place, new Epochs(TestArchive.EPOCH))) {
      Edition main = master.main();
      long held = master.lines(main, new EpochRange(0, main.cut())).count();
      assertThat(held > 0).isEqualTo(main.cut() > 0);
      return main;
    }
  }

  private MasterPlace place(String namespace) {
    return new MasterPlace(
        namespace + ".events", Map.of("type", "hadoop", "warehouse", folder.toString()));
  }
}
