package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.batch.master.Addition;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Compaction;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.Master;
import io.trueup.batch.master.Row;
import io.trueup.batch.master.Tidied;
import io.trueup.batch.master.Upkeep;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/** Spark as the engine of a recompute, in as many tasks as pay. */
final class SparkEngine implements Engine {

  /** So many tasks a core even out objects of different size. */
  private static final int TASKS_A_CORE = 4;

  /** More objects than this in a task would make one that fails costly. */
  private static final int OBJECTS_A_TASK = 200;

  /** About as many records as a partition's strips should be of. */
  private static final long RECORDS_A_PARTITION = 250_000;

  private static final int MOST_PARTITIONS = 2_000;

  private final JavaSparkContext spark;
  private final Archive archive;
  private final Optional<Master> master;
  private final Map<Suspects, JavaRDD<byte[]>> once = new HashMap<>();

  /** The objects in which lines may stand twice, and which lines of theirs are wanted. */
  private record Suspects(List<String> objects, Raw raw) {}

  SparkEngine(JavaSparkContext spark, Archive archive, Optional<Master> master) {
    this.spark = spark;
    this.archive = archive;
    this.master = master;
  }

  @Override
  public Manifest manifest(List<String> objects) {
    Archive from = archive;
    return new Manifest(parallel(objects).map(from::totals).collect());
  }

  @Override
  public Map<ShardEpoch, Totals> once(Source source) {
    Map<ShardEpoch, Totals> all = new HashMap<>();
    distinct(source)
        .mapPartitions(lines -> List.of(Totals.of(new Distinct(lines))).iterator())
        .collect()
        .forEach(each -> Totals.add(all, each));
    return all;
  }

  @Override
  public Records records(Source source, DefinitionBytes definitions) {
    return new InTasks(source, spark.broadcast(definitions));
  }

  @Override
  public boolean compacts() {
    return master.isPresent();
  }

  @Override
  public Compacted compact(ToMaster what, String name, DefinitionBytes definitions) {
    return master.orElseThrow().compact(compaction(what, name, definitions));
  }

  Compaction compaction(ToMaster what, String name, DefinitionBytes definitions) {
    Source source = what.checked().source();
    Addition addition = what.addition();
    Raw raw = source.raw();
    Broadcast<DefinitionBytes> sent = spark.broadcast(definitions);
    JavaRDD<Row> rows = rows(source.plain(), at -> addition.contains(at) && raw.isPlain(at), sent);
    if (!raw.doubled().isEmpty()) {
      rows =
          rows.union(
              rows(source.suspect(), at -> addition.contains(at) && raw.isSuspect(at), sent)
                  .mapToPair(row -> new Tuple2<>(ToMaster.place(row), row))
                  .reduceByKey(ToMaster::first)
                  .values());
    }
    return new Compaction(name, addition, rows, what.expected());
  }

  @Override
  public Tidied tidy(Instant now) {
    return master.orElseThrow().tidy(Upkeep.STANDARD, now);
  }

  /** Which (shard, epoch)s a task reads. */
  @FunctionalInterface
  private interface Wanted extends Predicate<ShardEpoch>, Serializable {}

  private JavaRDD<Row> rows(
      List<String> objects, Wanted wanted, Broadcast<DefinitionBytes> definitions) {
    Archive from = archive;
    return parallel(objects)
        .mapPartitions(keys -> ToMaster.rows(from, keys, wanted, definitions.value()));
  }

  /** The lines of doubled (shard, epoch)s, each once: however often it is read, shuffled once. */
  private JavaRDD<byte[]> distinct(Source source) {
    return once.computeIfAbsent(
        new Suspects(source.suspect(), source.raw()), what -> distinct(what.objects(), what.raw()));
  }

  private JavaRDD<byte[]> distinct(List<String> objects, Raw raw) {
    Archive from = archive;
    return parallel(objects)
        .mapPartitionsToPair(
            keys ->
                Iterators.transform(
                    from.lines(keys, raw::isSuspect),
                    line -> new Tuple2<>(Distinct.place(line), line.line())))
        .reduceByKey(Distinct::first)
        .values();
  }

  private JavaRDD<String> parallel(List<String> objects) {
    int most = spark.defaultParallelism() * TASKS_A_CORE;
    int tasks = Math.max(most, objects.size() / OBJECTS_A_TASK);
    return spark.parallelize(objects, Math.max(1, Math.min(tasks, objects.size())));
  }

  /** What a task makes of the records that it reads, on its way to the shuffle. */
  @FunctionalInterface
  private interface Work<K, V> extends Serializable {
    Iterator<Tuple2<K, V>> of(Iterator<ArchiveLine> lines);
  }

  private final class InTasks implements Records {
    private final Source source;
    private final Broadcast<DefinitionBytes> definitions;

    InTasks(Source source, Broadcast<DefinitionBytes> definitions) {
      this.source = source;
      this.definitions = definitions;
    }

    @Override
    public Repeats repeats() {
      Broadcast<DefinitionBytes> sent = definitions;
      long least = archive.reach().from();
      return Repeats.all(
          sightings(source, sent)
              .repartitionAndSortWithinPartitions(
                  new SightingPartitioner(partitions(source)),
                  (Comparator<byte[]> & Serializable) Arrays::compareUnsigned)
              .mapPartitions(
                  sightings -> List.of(RepeatWalk.over(seen(sightings), least)).iterator())
              .collect());
    }

    @Override
    public Compared compared(Comparing comparing, Repeats repeats) {
      Broadcast<DefinitionBytes> sent = definitions;
      Effects there = archive.effects();
      Source recent = source.since(comparing.from());
      Broadcast<Repeats> found = spark.broadcast(repeats);
      Broadcast<Comparing> what = spark.broadcast(comparing);
      JavaPairRDD<String, byte[]> archived =
          all(
              recent,
              lines ->
                  parts(
                      Portions.of(
                          lines, sent.value().definition(), found.value(), what.value().from())));
      List<Comparing.Place> places = comparing.places(sent.value().definition());
      JavaPairRDD<String, byte[]> listed =
          inTasks(places)
              .flatMapToPair(
                  place -> parts(what.value().listed(place, sent.value().definition(), there)));
      return archived
          .union(listed)
          .groupByKey(new HashPartitioner(partitions(recent)))
          .mapPartitions(
              groups ->
                  List.of(
                          Comparison.of(
                              Iterators.transform(groups, each -> new Group(each._1(), each._2())),
                              what.value(),
                              there.table(what.value().hot()),
                              sent.value().definition(),
                              Comparison.READERS))
                      .iterator())
          .treeReduce(Compared::plus);
    }

    /** The shuffle is done once, whatever is read of it and how often. */
    @Override
    public Grouped grouped(Repeats repeats) {
      Broadcast<DefinitionBytes> sent = definitions;
      Broadcast<Repeats> found = spark.broadcast(repeats);
      Replaced replaced = archive.replaced();
      Source own = source.since(archive.reach().from());
      return new Shuffled(
          archive,
          definitions,
          all(own, lines -> parts(new Parts(lines, sent.value(), found.value(), replaced)))
              .union(served(sent))
              .groupByKey(new PartPartitioner(partitions(own))));
    }

    /** What the segments hold that are replaced. */
    private JavaPairRDD<String, byte[]> served(Broadcast<DefinitionBytes> sent) {
      Effects there = archive.effects();
      List<Replaced.Place> places = archive.replaced().places(sent.value().definition());
      return inTasks(places)
          .flatMapToPair(place -> parts(Replaced.parts(place, sent.value().definition(), there)));
    }
  }

  /** Work on each record of a source once. */
  private <K, V> JavaPairRDD<K, V> all(Source source, Work<K, V> work) {
    JavaPairRDD<K, V> raw = raw(source, work);
    return source
        .held(archive.reach().cut())
        .map(epochs -> master.orElseThrow().lines(source.raw().edition(), epochs))
        .map(lines -> raw.union(lines.mapPartitionsToPair(work::of)))
        .orElse(raw);
  }

  /** Work on each record of a source once that stands in the archive's objects. */
  private <K, V> JavaPairRDD<K, V> raw(Source source, Work<K, V> work) {
    Archive from = archive;
    Raw raw = source.raw();
    JavaPairRDD<K, V> plain =
        parallel(source.plain())
            .mapPartitionsToPair(keys -> work.of(from.lines(keys, raw::isPlain)));
    return raw.doubled().isEmpty()
        ? plain
        : plain.union(distinct(source).mapPartitionsToPair(lines -> work.of(new Distinct(lines))));
  }

  /** The sightings of a source; of an edition their ids alone are read where they say enough. */
  private JavaPairRDD<byte[], long[]> sightings(Source source, Broadcast<DefinitionBytes> sent) {
    Work<byte[], long[]> work = lines -> pairs(new Sightings(lines, sent.value().definition()));
    JavaPairRDD<byte[], long[]> raw = raw(source, work);
    Edition edition = source.raw().edition();
    String schema = sent.value().definition().pipeline().fingerprint();
    return source
        .held(archive.reach().cut())
        .map(
            epochs ->
                raw.union(
                        master
                            .orElseThrow()
                            .ids(edition, epochs, schema)
                            .mapPartitionsToPair(
                                rows -> pairs(Sightings.of(rows, sent.value().definition()))))
                    .union(
                        master
                            .orElseThrow()
                            .others(edition, epochs, schema)
                            .mapPartitionsToPair(work::of)))
        .orElse(raw);
  }

  private <T> JavaRDD<T> inTasks(List<T> places) {
    int most = spark.defaultParallelism() * TASKS_A_CORE;
    return spark.parallelize(places, Math.max(1, Math.min(places.size(), most)));
  }

  private int partitions(Source source) {
    long wanted = source.size() / RECORDS_A_PARTITION;
    int least = 2 * spark.defaultParallelism();
    return (int) Math.min(MOST_PARTITIONS, Math.max(least, wanted));
  }

  private static Iterator<Tuple2<byte[], long[]>> pairs(Iterator<Seen> seen) {
    return Iterators.transform(
        seen,
        each -> new Tuple2<>(each.sighting().bytes(), new long[] {each.arrival(), each.window()}));
  }

  private static Iterator<Seen> seen(Iterator<Tuple2<byte[], long[]>> pairs) {
    return Iterators.transform(
        pairs, each -> new Seen(new Sighting(each._1()), each._2()[0], each._2()[1]));
  }

  private static Iterator<Tuple2<String, byte[]>> parts(Iterator<Part> parts) {
    return Iterators.transform(parts, each -> new Tuple2<>(each.key(), each.bytes()));
  }
}
