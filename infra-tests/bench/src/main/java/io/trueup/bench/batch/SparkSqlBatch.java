package io.trueup.bench.batch;

import io.trueup.bench.Contender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;

/**
 * The same by Spark SQL on two cores: records are kept between views, and tables between sizes;
 * what the coarsest ones hold goes to a sink that keeps nothing.
 */
final class SparkSqlBatch {

  private static final String PARTITIONS = "8";

  private static final String SCHEMA =
      "shard STRING, seq STRING, sub BIGINT, epoch BIGINT, event STRUCT<id: BIGINT,"
          + " departure: BIGINT, delay: BIGINT, distance: BIGINT, origin: STRING, destination: STRING>";

  private static final String RECORDS =
      """
      SELECT r.departure, r.delay, r.distance, r.origin, r.destination FROM (
        SELECT min_by(event, struct(epoch, seq, sub, shard)) AS r FROM archived
        WHERE event.id IS NOT NULL AND event.departure IS NOT NULL AND event.distance IS NOT NULL
          AND event.origin IS NOT NULL AND event.destination IS NOT NULL
        GROUP BY event.id)
      """;

  private SparkSqlBatch() {}

  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .config(Local.conf("spark-sql").set("spark.sql.shuffle.partitions", PARTITIONS))
            .getOrCreate();
    long start = System.nanoTime();
    spark
        .read()
        .schema(SCHEMA)
        .option("recursiveFileLookup", "true")
        .json(args[1] + "/archive")
        .createOrReplaceTempView("archived");
    keep(spark.sql(RECORDS), "records");
    for (Views view : Views.values()) {
      for (int size = 0; size < view.every().size(); size++) {
        keep(spark.sql(view.query(size)), view.table(size));
        spark.table(view.table(size)).write().format("noop").mode("overwrite").save();
      }
    }
    Contender.took(System.nanoTime() - start);
    if (!args[2].equals("-")) {
      write(spark, Path.of(args[2]));
    }
    spark.stop();
  }

  private static void keep(Dataset<Row> rows, String name) {
    rows.persist(StorageLevel.MEMORY_AND_DISK()).createOrReplaceTempView(name);
  }

  private static void write(SparkSession spark, Path file) {
    try (CellFile cells = new CellFile(file)) {
      for (Views view : Views.values()) {
        for (int size = 0; size < view.every().size(); size++) {
          String every = view.every().get(size);
          spark
              .sql(view.numbers(size))
              .toLocalIterator()
              .forEachRemaining(
                  row ->
                      cells.write(
                          new Cell(
                              view.word(), every, row.getString(0), row.getLong(1), numbers(row))));
        }
      }
    }
  }

  private static List<@Nullable Object> numbers(Row row) {
    List<@Nullable Object> numbers = new ArrayList<>();
    for (int i = 2; i < row.length(); i++) {
      numbers.add(row.get(i));
    }
    return numbers;
  }
}
