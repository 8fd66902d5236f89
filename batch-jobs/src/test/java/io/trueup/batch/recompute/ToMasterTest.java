package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Compaction;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.batch.master.Master;
import io.trueup.batch.master.MasterPlace;
import io.trueup.batch.master.Row;
import io.trueup.batch.master.RowId;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the archive as it lies there into the master dataset, and back to the very lines. */
class ToMasterTest {

  private static final long FIRST = 346_484_000;
  private static final long CUT = FIRST + 5;

  private final JavaSparkContext spark = LocalSpark.open();
  private final TestArchive archive = new TestArchive();
  private final MasterPlace place;

  ToMasterTest(@TempDir Path folder) {
    place =
        new MasterPlace("lake.events", Map.of("type", "hadoop", "warehouse", folder.toString()));
  }

  @Test
  void compaction_archiveWithDoubles_everyRecordOnceAndExact() {
    for (int seed = 1; seed <= 2; seed++) {
      TestArchive some = new TestArchive();
      Random random = new Random(seed);
      List<ArchiveLine> all = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        List<ArchiveLine> lines = lines(some, random, 30);
        some.object("part-" + i, lines);
        some.object("again-" + i, lines.subList(0, 7 * i));
        all.addAll(lines);
      }
      List<ArchiveLine> below = all.stream().filter(line -> line.epoch() < CUT).toList();

      try (Master master = open(place("seed_" + seed))) {
        assertThat(compact(master, some, 0, FIRST + 2)).isInstanceOf(Compacted.Published.class);
        assertThat(compact(master, some, FIRST + 2, CUT)).isInstanceOf(Compacted.Published.class);

        assertThat(texts(master)).as("seed %d", seed).isEqualTo(texts(below));
      }
    }
  }

  @Test
  void compaction_foreignAndTruncatedObjects_areNotSeen() {
    List<ArchiveLine> lines = lines(archive, new Random(3), 40);
    archive.object("part", lines);
    archive.raw("foreign.gz", "no gzip".getBytes(UTF_8));
    archive.raw("empty", new byte[0]);
    byte[] whole = ArchiveLine.object(lines.get(0).line());
    archive.raw("cut", Arrays.copyOf(whole, whole.length - 9));

    try (Master master = open(place)) {
      assertThat(compact(master, archive, 0, CUT)).isInstanceOf(Compacted.Published.class);
      assertThat(texts(master))
          .isEqualTo(texts(lines.stream().filter(line -> line.epoch() < CUT).toList()));
    }
  }

  @Test
  void compaction_objectDamagedAfterTheGate_failsAndPublishesNothing() {
    List<ArchiveLine> lines = lines(archive, new Random(4), 40);
    archive.object("part", lines);
    try (Master master = open(place)) {
      ToMaster whole = checked(archive, 0, CUT);
      archive.raw("part", "damaged".getBytes(UTF_8));

      assertThatThrownBy(() -> master.compact(compaction(archive, whole)))
          .hasMessageContaining("2024/11/24/03/part");
      assertThat(master.main().cut()).isZero();
    }
  }

  @Test
  void compaction_gap_holdsNothingOfItAndSaysSo() {
    List<ArchiveLine> lines = lines(archive, new Random(5), 40);
    archive.object("part", lines.subList(0, 30));

    try (Master master = open(place)) {
      Set<ShardEpoch> gaps = checked(archive, 0, CUT).addition().gaps();
      assertThat(gaps).isNotEmpty();
      assertThat(compact(master, archive, 0, CUT)).isInstanceOf(Compacted.Published.class);
      assertThat(master.main().gaps()).isEqualTo(gaps);
      assertThat(texts(master))
          .isNotEmpty()
          .isEqualTo(texts(lines.stream().filter(line -> master.main().holds(at(line))).toList()));
    }
  }

  @Test
  void compaction_eventsBeatsAndRejected_areToldApart() {
    Sale sale = Sale.random("id-1", new Random(6));
    ArchiveLine event = archive.record(ONE, FIRST, sale.data());
    String beat = "{\"trueup.heartbeat\":1,\"number\":177236646,\"sent\":1772366762345}";
    archive.object(
        "part",
        List.of(
            event,
            archive.record(ONE, FIRST, beat.getBytes(UTF_8)),
            archive.record(OTHER, FIRST, "no json".getBytes(UTF_8))));

    ToMaster part = checked(archive, 0, CUT);
    List<Row> rows = compaction(archive, part).rows().collect();
    assertThat(rows).extracting(Row::type).containsExactlyInAnyOrder("sale", "-", "-");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.schema()).isEqualTo(archive.definition.pipeline().fingerprint());
              assertThat(row.object()).isEqualTo("archive/2024/11/24/03/part");
            });
    try (Master master = open(place)) {
      master.compact(compaction(archive, part));
      List<RowId> ids =
          master
              .ids(
                  master.main(),
                  new EpochRange(0, CUT),
                  archive.definition.pipeline().fingerprint())
              .collect();
      assertThat(ids)
          .singleElement()
          .satisfies(
              id -> {
                assertThat(id.id()).isEqualTo("id-1");
                assertThat(id.position()).isEqualTo(event.position().text());
                assertThat(id.arrival()).isEqualTo(event.arrival());
              });
    }
  }

  private static ShardEpoch at(ArchiveLine line) {
    return new ShardEpoch(line.shard(), line.epoch());
  }

  private Compacted compact(Master master, TestArchive some, long from, long to) {
    return master.compact(compaction(some, checked(some, from, to)));
  }

  private Compaction compaction(TestArchive some, ToMaster part) {
    CountedBy countedBy =
        new CountedBy(
            InForce.first(
                TestArchive.EPOCH, some.definition.pipeline().fingerprint(), "s3://assets/sales"));
    DefinitionBytes definitions =
        new DefinitionBytes(
            some.definition.pipeline().fingerprint(),
            new TreeMap<>(Map.of(some.definition.pipeline().fingerprint(), Sales.zipped())),
            countedBy);
    return engine(some)
        .compaction(part, "run-%d-0".formatted(part.addition().fresh().to()), definitions);
  }

  /** The archive held against its ledger, as a recompute does up to a cut. */
  private ToMaster checked(TestArchive some, long from, long to) {
    Job job = some.job(CUT);
    SparkEngine engine = engine(some);
    Manifest manifest = engine.manifest(some.effects.objects("bucket").list("archive/"));
    var ledger = some.ledger(CUT);
    Steps steps = new Steps(job, TestArchive.CLOCK);
    Checked checked = Checked.of(manifest, ledger, archive(some), engine, steps);
    return ToMaster.of(new Edition(0, from, Set.of()), to, checked, ledger);
  }

  private SparkEngine engine(TestArchive some) {
    return new SparkEngine(spark, archive(some), Optional.empty());
  }

  private static Archive archive(TestArchive some) {
    return Archive.of(some.job(CUT), some.effects, Edition.NONE);
  }

  private Master open(MasterPlace at) {
    return Master.open(spark, at, new Epochs(TestArchive.EPOCH));
  }

  private MasterPlace place(String namespace) {
    return new MasterPlace(namespace + ".events", place.catalog());
  }

  private static List<ArchiveLine> lines(TestArchive some, Random random, int count) {
    List<ArchiveLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] data = Sale.random("id-" + random.nextInt(20), random).data();
      byte[] hostile = new byte[random.nextInt(40)];
      random.nextBytes(hostile);
      long epoch = FIRST + random.nextInt(7);
      lines.add(
          some.record(
              random.nextBoolean() ? ONE : OTHER, epoch, random.nextInt(3) > 0 ? data : hostile));
    }
    return lines;
  }

  private static List<String> texts(Master master) {
    Edition main = master.main();
    return master
        .lines(main, new EpochRange(0, main.cut()))
        .map(line -> new String(line.line(), UTF_8))
        .collect()
        .stream()
        .sorted()
        .toList();
  }

  private static List<String> texts(List<ArchiveLine> lines) {
    return lines.stream().map(line -> new String(line.line(), UTF_8)).sorted().toList();
  }
}
