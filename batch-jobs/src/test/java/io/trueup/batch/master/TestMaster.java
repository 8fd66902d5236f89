package io.trueup.batch.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import io.trueup.batch.recompute.LocalSpark;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Mix;
import io.trueup.store.ShardEpoch;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;
import org.apache.iceberg.hadoop.HadoopCatalog;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** A master dataset on local files, and what is right of it by loops over lists. */
final class TestMaster {

  static final Epochs EPOCHS = Rows.EPOCHS;

  /** So many epochs. */
  static final long DAY = 24;

  final JavaSparkContext spark = LocalSpark.open();
  private final Path folder;

  TestMaster(Path folder) {
    this.folder = folder;
  }

  Master open() {
    return Master.open(spark, place(), EPOCHS);
  }

  private MasterPlace place() {
    return new MasterPlace(
        "lake.events",
        Map.of(
            "type", "hadoop",
            "warehouse", folder.toString(),
            "io-impl", MortalIo.class.getName()));
  }

  /** The table itself, as any other program sees it. */
  Table table() {
    return new HadoopCatalog(spark.hadoopConfiguration(), folder.toString())
        .loadTable(place().identifier());
  }

  JavaRDD<Row> rdd(List<Row> rows) {
    return spark.parallelize(rows, 3);
  }

  /** A compaction of those rows that are of some epochs. */
  Compaction compaction(String name, long from, long to, List<Row> rows) {
    List<Row> some = rows.stream().filter(row -> from <= row.epoch() && row.epoch() < to).toList();
    return new Compaction(name, Addition.of(new EpochRange(from, to)), rdd(some), held(some));
  }

  Compacted compact(long from, long to, List<Row> rows) {
    return compact(Addition.of(new EpochRange(from, to)), rows);
  }

  /** As above, with gaps that no row is of. */
  Compacted compact(long from, long to, List<Row> rows, Set<ShardEpoch> gaps) {
    return compact(new Addition(new EpochRange(from, to), gaps, Set.of()), rows);
  }

  /** Adds those rows that are of an addition. */
  Compacted compact(Addition addition, List<Row> rows) {
    List<Row> some =
        rows.stream()
            .filter(row -> addition.contains(new ShardEpoch(row.shard(), row.epoch())))
            .toList();
    String name = "run-%d-0".formatted(addition.fresh().to());
    try (Master master = open()) {
      return master.compact(new Compaction(name, addition, rdd(some), held(some)));
    }
  }

  /** Counts and digests of rows, one after another. */
  static Set<Held> held(List<Row> rows) {
    Map<String, Held> held = new HashMap<>();
    for (Row row : rows) {
      String at = row.epoch() + " " + row.shard();
      Held before = held.getOrDefault(at, new Held(row.shard(), row.epoch(), 0, 0));
      long digest = Mix.of(row.line().position(), row.data());
      held.put(
          at, new Held(row.shard(), row.epoch(), before.records() + 1, before.digest() + digest));
    }
    return new TreeSet<>(held.values());
  }

  /** All lines of epochs in the newest edition, as texts in order. */
  List<String> lines(long from, long to) {
    try (Master master = open()) {
      return texts(master.lines(master.main(), new EpochRange(from, to)));
    }
  }

  static List<String> texts(JavaRDD<ArchiveLine> lines) {
    return lines.map(TestMaster::text).collect().stream().sorted().toList();
  }

  static List<String> texts(List<Row> rows) {
    return rows.stream().map(row -> text(row.line())).sorted().toList();
  }

  /** A line with its very bytes. */
  private static String text(ArchiveLine line) {
    return line.shard()
        + " "
        + line.position().text()
        + " "
        + line.epoch()
        + " "
        + line.arrival()
        + " "
        + Base64.getEncoder().encodeToString(line.data());
  }

  long cut() {
    try (Master master = open()) {
      return master.main().cut();
    }
  }

  /** The paths of the data files of the newest edition that have a part. */
  List<String> dataFiles(String part) {
    return Lists.newArrayList(table().newScan().planFiles()).stream()
        .map(task -> task.file().location())
        .filter(file -> file.contains(part))
        .toList();
  }

  /** Of a table of one snapshot, no other files are on disk than those of that snapshot. */
  void assertNoStrays() {
    Table table = table();
    assertThat(table.snapshots()).hasSize(1);
    assertThat(files(".parquet")).hasSameSizeAs(dataFiles(""));
    assertThat(files(".avro")).hasSize(1 + table.currentSnapshot().allManifests(table.io()).size());
  }

  /** The files on disk whose path has a part, but for checksums. */
  List<Path> files(String part) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> file.toString().contains(part))
          .filter(file -> !file.toString().endsWith(".crc"))
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    } catch (IOException failed) {
      throw new UncheckedIOException("walk " + folder, failed);
    }
  }

  static Row withData(Row row, byte[] data) {
    return new Row(
        row.type(),
        row.id(),
        row.shard(),
        row.position(),
        row.epoch(),
        row.arrival(),
        row.eventTime(),
        data,
        row.object(),
        row.schema());
  }

  /** As the archive's reader does when an object has a flaw that it had not before. */
  static Row flawed(Row row) {
    if (row.object().endsWith("-2")) {
      throw new IllegalStateException("a flaw of %s".formatted(row.object()));
    }
    return row;
  }
}
