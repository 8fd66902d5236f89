package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** All parts of a recompute, grouped by Spark; of each group what a load makes of it. */
record Shuffled(
    Archive archive,
    Broadcast<DefinitionBytes> definitions,
    JavaPairRDD<String, Iterable<byte[]>> groups)
    implements Engine.Grouped {

  @Override
  public Map<ShardEpoch, Tally> tallies() {
    Map<ShardEpoch, Tally> tallies = new TreeMap<>();
    int[] alone = {PartPartitioner.TALLIES};
    for (Tuple2<String, Iterable<byte[]>> each : groups.collectPartitions(alone)[0]) {
      each._2().forEach(drained -> Tallies.merge(drained, tallies));
    }
    return tallies;
  }

  @Override
  public Loading.Loaded load(String segment, Budget budget) {
    Effects there = archive.effects();
    Broadcast<DefinitionBytes> sent = definitions;
    int tasks = budget.tasks(groups.getNumPartitions(), groups.context().defaultParallelism());
    return groups
        .coalesce(tasks)
        .mapPartitions(
            strips ->
                List.of(
                        Writing.load(
                            Iterators.transform(strips, each -> new Group(each._1(), each._2())),
                            there.segments().table(segment),
                            sent.value().definition(),
                            Writing.WRITERS,
                            budget.share(tasks)))
                    .iterator())
        .treeReduce(Loading.Loaded::plus);
  }

  /**
   * A key's strips are in many partitions, and it has one directory entry: so the keys are
   * shuffled, and on the way with them goes what each task has written.
   */
  @Override
  public Loading.Loaded export(Exporting exporting) {
    Broadcast<DefinitionBytes> sent = definitions;
    return groups
        .mapPartitionsWithIndex(
            (partition, strips) ->
                List.of(
                        exporting.strips(
                            partition,
                            Iterators.transform(strips, each -> new Group(each._1(), each._2())),
                            sent.value().definition()))
                    .iterator(),
            true)
        .flatMapToPair(Shuffled::pairs)
        .reduceByKey(Loading.Loaded::plus, groups.getNumPartitions())
        .mapPartitionsWithIndex(
            (partition, keys) ->
                List.of(directory(exporting, partition, keys, sent.value().definition()))
                    .iterator(),
            true)
        .treeReduce(Loading.Loaded::plus);
  }

  private static Loading.Loaded directory(
      Exporting exporting,
      int partition,
      Iterator<Tuple2<String, Loading.Loaded>> pairs,
      Definition definition) {
    Loading.Loaded loaded = Loading.Loaded.NONE;
    List<String> keys = new ArrayList<>();
    while (pairs.hasNext()) {
      Tuple2<String, Loading.Loaded> pair = pairs.next();
      if (pair._1().equals(Tallies.KEY)) {
        loaded = loaded.plus(pair._2());
      } else {
        keys.add(pair._1());
      }
    }
    return loaded.plus(exporting.directory(partition, keys, definition));
  }

  /** What a task has written stands under the one text that is no key of a strip. */
  private static Iterator<Tuple2<String, Loading.Loaded>> pairs(Exporting.Written written) {
    return Iterators.concat(
        Iterators.singletonIterator(new Tuple2<>(Tallies.KEY, written.loaded())),
        Iterators.transform(
            written.keys().iterator(), key -> new Tuple2<>(key, Loading.Loaded.NONE)));
  }
}
