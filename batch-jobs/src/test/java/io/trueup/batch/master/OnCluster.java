package io.trueup.batch.master;

import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A process that makes a master dataset at the place of its first argument, with a cluster's Spark,
 * Iceberg and SDK and the job's jar alone, and fails unless it reads what it wrote. It says how
 * many records that were.
 */
public final class OnCluster {

  private static final long FIRST = 20_000 * 24;
  private static final long CUT = FIRST + 30;
  private static final long STEP = 6;

  private OnCluster() {}

  public static void main(String[] args) {
    MasterPlace place = MasterPlace.of(Json.object(args[0]));
    List<Row> rows = new Rows(1).of(FIRST, CUT, 600);
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("master"));
        Master master = Master.open(spark, place, Rows.EPOCHS)) {
      publish(master, spark, 0, FIRST, rows);
      for (long from = FIRST; from < CUT; from += STEP) {
        publish(master, spark, from, from + STEP, rows);
      }
      require("Already", compact(master, spark, FIRST, CUT, rows).getClass().getSimpleName());
      require(texts(rows), texts(master));
      Upkeep rules = new Upkeep(Span.parse("1d"), 1);
      Tidied tidied = master.tidy(rules, Instant.now().plus(Duration.ofDays(2)));
      require(texts(rows), texts(master));
      System.out.printf("records %d  written %d%n", rows.size(), tidied.written());
    }
  }

  private static void publish(
      Master master, JavaSparkContext spark, long from, long to, List<Row> rows) {
    Compacted compacted = compact(master, spark, from, to, rows);
    require("Published", compacted.getClass().getSimpleName());
  }

  private static Compacted compact(
      Master master, JavaSparkContext spark, long from, long to, List<Row> rows) {
    EpochRange epochs = new EpochRange(from, to);
    List<Row> some = rows.stream().filter(row -> epochs.contains(row.epoch())).toList();
    Set<Held> expected = Held.of(some.stream().map(Row::line).iterator());
    JavaRDD<Row> rdd = spark.parallelize(some, 2);
    return master.compact(new Compaction("run-" + to, Addition.of(epochs), rdd, expected));
  }

  private static Set<String> texts(Master master) {
    Edition main = master.main();
    return new TreeSet<>(
        master.lines(main, new EpochRange(0, main.cut())).map(OnCluster::text).collect());
  }

  private static Set<String> texts(List<Row> rows) {
    Set<String> texts = new TreeSet<>();
    rows.forEach(row -> texts.add(text(row.line())));
    return texts;
  }

  private static String text(ArchiveLine line) {
    return Base64.getEncoder().encodeToString(line.line());
  }

  private static void require(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalStateException("found %s, expected %s".formatted(found, expected));
    }
  }
}
