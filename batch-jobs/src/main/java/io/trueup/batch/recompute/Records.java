package io.trueup.batch.recompute;

import io.trueup.store.ArchiveLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** The records of the archive as Spark reads them, in as many tasks as pay. */
final class Records {

  /** So many tasks a core even out objects of different size. */
  private static final int TASKS_A_CORE = 4;

  /** More objects than this in a task would make one that fails costly. */
  private static final int OBJECTS_A_TASK = 200;

  private final JavaSparkContext spark;
  private final Archive archive;

  Records(JavaSparkContext spark, Archive archive) {
    this.spark = spark;
    this.archive = archive;
  }

  Manifest manifest(List<String> objects) {
    Archive from = archive;
    return new Manifest(parallel(objects).map(from::totals).collect());
  }

  /** Work on all records outside some (shard, epoch)s, each as often as it stands there. */
  <K, V> JavaPairRDD<K, V> outside(Set<ShardEpoch> some, List<String> objects, Work<K, V> work) {
    Archive from = archive;
    Set<ShardEpoch> skipped = new HashSet<>(some);
    return parallel(objects)
        .mapPartitionsToPair(keys -> work.of(from.lines(keys, at -> !skipped.contains(at))));
  }

  /**
   * The lines of some (shard, epoch)s, one for each position: of several the one whose bytes come
   * first, whatever the order of reading.
   */
  JavaRDD<byte[]> once(List<String> objects, Set<ShardEpoch> only) {
    Archive from = archive;
    Set<ShardEpoch> wanted = new HashSet<>(only);
    return parallel(objects)
        .mapPartitionsToPair(keys -> new ByPosition(from.lines(keys, wanted::contains)))
        .reduceByKey((one, other) -> Arrays.compareUnsigned(one, other) <= 0 ? one : other)
        .values();
  }

  /** Work on lines that {@link #once} gave. */
  static <K, V> JavaPairRDD<K, V> on(JavaRDD<byte[]> once, Work<K, V> work) {
    return once.mapPartitionsToPair(lines -> work.of(new Parsed(lines)));
  }

  static Map<ShardEpoch, Totals> totals(JavaRDD<byte[]> once) {
    Map<ShardEpoch, Totals> all = new HashMap<>();
    once.mapPartitions(lines -> List.of(totals(new Parsed(lines))).iterator())
        .collect()
        .forEach(each -> Totals.add(all, each));
    return all;
  }

  private static Map<ShardEpoch, Totals> totals(Iterator<ArchiveLine> lines) {
    Map<ShardEpoch, Totals> totals = new HashMap<>();
    lines.forEachRemaining(
        line ->
            totals.merge(
                new ShardEpoch(line.shard(), line.epoch()), Totals.of(line), Totals::plus));
    return totals;
  }

  private JavaRDD<String> parallel(List<String> objects) {
    int most = spark.defaultParallelism() * TASKS_A_CORE;
    int tasks = Math.max(most, objects.size() / OBJECTS_A_TASK);
    return spark.parallelize(objects, Math.max(1, Math.min(tasks, objects.size())));
  }

  /** Lines by shard and position. */
  private record ByPosition(Iterator<ArchiveLine> lines)
      implements Iterator<Tuple2<String, byte[]>> {
    @Override
    public boolean hasNext() {
      return lines.hasNext();
    }

    @Override
    public Tuple2<String, byte[]> next() {
      ArchiveLine line = lines.next();
      return new Tuple2<>(line.position().text() + "|" + line.shard(), line.line());
    }
  }

  private record Parsed(Iterator<byte[]> lines) implements Iterator<ArchiveLine> {
    @Override
    public boolean hasNext() {
      return lines.hasNext();
    }

    @Override
    public ArchiveLine next() {
      byte[] line = lines.next();
      try {
        return ArchiveLine.parse(Arrays.copyOf(line, line.length - 1));
      } catch (IOException impossible) {
        throw new UncheckedIOException("parse a line that was written here", impossible);
      }
    }
  }
}
