package io.trueup.batch.recompute;

import io.trueup.definition.View;
import io.trueup.port.Objects;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.SegmentAbout;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * One recompute: holds the archive below the cut against its ledger, finds the records that repeat
 * another, computes every cell anew from each other record once, and loads a new segment. Where the
 * archive lacks anything, or its ledger is contradicted, nothing is made. The report is written
 * last.
 */
public final class Recompute {

  /** About as many records as a partition's strips should be of. */
  private static final long RECORDS_A_PARTITION = 250_000;

  private static final int MOST_PARTITIONS = 2_000;

  private final JavaSparkContext spark;
  private final Effects effects;
  private final Job job;
  private final Steps steps;
  private final Records records;

  private Recompute(JavaSparkContext spark, Effects effects, Job job, Clock clock) {
    this.spark = spark;
    this.effects = effects;
    this.job = job;
    this.steps = new Steps(job, clock);
    this.records = new Records(spark, Archive.of(job, effects));
  }

  /** Runs a job to its report. Fails when the report could not be written for any reason. */
  public static void run(JavaSparkContext spark, Effects effects, Job job, Clock clock) {
    Report report = new Recompute(spark, effects, job, clock).report();
    effects.objects(job.archiveBucket()).write(job.reportKey(), report.json());
  }

  private Report report() {
    Map<ShardEpoch, Tally> ledger = steps.step("ledger", this::ledger, l -> l.size() + " entries");
    Manifest manifest =
        steps.step(
            "manifest",
            this::manifest,
            m -> m.objects().size() + " objects, " + Manifest.records(m.totals().values()));
    Map<ShardEpoch, Totals> expected = new HashMap<>();
    ledger.forEach((at, tally) -> expected.put(at, Totals.of(tally)));
    Gate gate = Gate.compare(manifest.totals(), expected);
    Draft draft = new Draft(ledger, manifest, gate);
    List<Gap> gaps = gate.gaps();
    if (!gate.doubled().isEmpty()) {
      JavaRDD<byte[]> once = records.once(manifest.within(gate.doubled()), gate.doubled());
      Map<ShardEpoch, Totals> totals =
          steps.step(
              "duplicates",
              () -> Records.totals(once),
              t -> Manifest.records(t.values()) + " once in " + gate.doubled().size() + " epochs");
      gaps = gate.settle(totals, expected);
      draft.keep(once, totals);
    }
    return gaps.isEmpty() && manifest.flaws().isEmpty()
        ? recomputed(draft)
        : draft.report(Report.Outcome.INCOMPLETE, gaps, List.of(), Tally.NONE, Loading.Loaded.NONE);
  }

  private Map<ShardEpoch, Tally> ledger() {
    Table control = effects.table(job.controlTable());
    Ledger archive = new Ledger(control, Layer.ARCHIVE);
    Map<ShardEpoch, Tally> tallies = new TreeMap<>();
    for (String shard : ShardMap.read(control).shards().keySet()) {
      for (LedgerEntry entry : archive.entries(shard, 0, job.cut())) {
        tallies.put(new ShardEpoch(shard, entry.epoch()), entry.tally());
      }
    }
    return tallies;
  }

  private Manifest manifest() {
    return records.manifest(effects.objects(job.archiveBucket()).list(job.archivePrefix()));
  }

  private Report recomputed(Draft draft) {
    byte[] zipped = definition();
    Definition definition = Definition.of(job.fingerprint(), zipped);
    DefinitionBytes sent = new DefinitionBytes(job.fingerprint(), spark.broadcast(zipped));
    Repeats repeats =
        steps.step("repeats", () -> repeats(draft, sent), r -> r.causes().json().toString());
    draft.causes = repeats.causes();
    JavaPairRDD<String, Iterable<byte[]>> grouped = grouped(draft, sent, spark.broadcast(repeats));
    Map<ShardEpoch, Tally> found =
        steps.step(
            "recompute", () -> tallies(grouped), t -> sum(t).count(Tally.RECEIVED) + " records");
    List<Difference> differences = Difference.between(draft.ledger, found);
    if (!differences.isEmpty()) {
      return draft.report(
          Report.Outcome.DIFFERS, List.of(), differences, sum(found), Loading.Loaded.NONE);
    }
    Loading.Loaded loaded =
        steps.step(
            "load",
            () -> load(grouped, sent, definition, draft.manifest),
            l -> l.cells() + " cells in " + l.strips() + " strips");
    return draft.report(Report.Outcome.LOADED, List.of(), List.of(), sum(found), loaded);
  }

  private Repeats repeats(Draft draft, DefinitionBytes sent) {
    return Repeats.of(
        all(draft, lines -> new Sightings(lines, sent.definition()))
            .repartitionAndSortWithinPartitions(
                new SightingPartitioner(partitions(draft)),
                (Comparator<byte[]> & Serializable) Arrays::compareUnsigned)
            .mapPartitions(sightings -> List.of(RepeatWalk.over(sightings)).iterator())
            .collect());
  }

  /** All parts by strip; the shuffle is done once, whatever is read of it and how often. */
  private JavaPairRDD<String, Iterable<byte[]>> grouped(
      Draft draft, DefinitionBytes sent, Broadcast<Repeats> repeats) {
    return all(draft, lines -> new Parts(lines, sent.definition(), repeats.value()))
        .groupByKey(new PartPartitioner(partitions(draft)));
  }

  /** Work on each record below the cut once. */
  private <K, V> JavaPairRDD<K, V> all(Draft draft, Work<K, V> work) {
    Set<ShardEpoch> doubled = draft.gate.doubled();
    JavaPairRDD<K, V> single = records.outside(doubled, draft.manifest.outside(doubled), work);
    return draft.once == null ? single : single.union(Records.on(draft.once, work));
  }

  private int partitions(Draft draft) {
    long wanted = Manifest.records(draft.manifest.totals().values()) / RECORDS_A_PARTITION;
    int least = 2 * spark.defaultParallelism();
    return (int) Math.min(MOST_PARTITIONS, Math.max(least, wanted));
  }

  private static Map<ShardEpoch, Tally> tallies(JavaPairRDD<String, Iterable<byte[]>> grouped) {
    Map<ShardEpoch, Tally> tallies = new TreeMap<>();
    int[] alone = {PartPartitioner.TALLIES};
    for (Tuple2<String, Iterable<byte[]>> each : grouped.collectPartitions(alone)[0]) {
      each._2().forEach(drained -> Tallies.merge(drained, tallies));
    }
    return tallies;
  }

  private Loading.Loaded load(
      JavaPairRDD<String, Iterable<byte[]>> grouped,
      DefinitionBytes sent,
      Definition definition,
      Manifest manifest) {
    Table segment = effects.segments().create(job.segmentTable());
    if (SegmentAbout.claim(segment, job.run(), job.attempt()) instanceof Outcome.Refused other) {
      throw new IllegalStateException(
          "load segment %s: taken by %s, expected a new one"
              .formatted(job.segmentTable(), other.stored()));
    }
    Effects there = effects;
    String name = job.segmentTable();
    Loading.Loaded loaded =
        grouped
            .mapPartitions(
                strips ->
                    List.of(Loading.load(strips, there.segments().table(name), sent.definition()))
                        .iterator())
            .fold(Loading.Loaded.NONE, Loading.Loaded::plus);
    segment.writeAll(List.of(about(loaded, definition, manifest).item()));
    return loaded;
  }

  private SegmentAbout about(Loading.Loaded loaded, Definition definition, Manifest manifest) {
    return new SegmentAbout(
        job.run(),
        job.attempt(),
        job.cut(),
        loaded.cells(),
        loaded.strips(),
        manifest.objects().size(),
        definition.pipeline().views().stream()
            .collect(Collectors.toMap(View::name, View::fingerprint)));
  }

  private byte[] definition() {
    Objects bucket = effects.objects(job.definition().getHost());
    try (InputStream in = bucket.read(job.definition().getPath().substring(1))) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("read the definition %s".formatted(job.definition()), broken);
    }
  }

  private static Tally sum(Map<ShardEpoch, Tally> tallies) {
    return tallies.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** What is known on the way to the report. */
  private final class Draft {
    private final Map<ShardEpoch, Tally> ledger;
    private final Manifest manifest;
    private final Gate gate;
    private @Nullable JavaRDD<byte[]> once;
    private long duplicates;
    private Causes causes = Causes.NONE;

    Draft(Map<ShardEpoch, Tally> ledger, Manifest manifest, Gate gate) {
      this.ledger = ledger;
      this.manifest = manifest;
      this.gate = gate;
    }

    void keep(JavaRDD<byte[]> records, Map<ShardEpoch, Totals> totals) {
      once = records;
      Map<ShardEpoch, Totals> all = new HashMap<>(manifest.totals());
      all.keySet().retainAll(gate.doubled());
      duplicates = Manifest.records(all.values()) - Manifest.records(totals.values());
    }

    Report report(
        Report.Outcome outcome,
        List<Gap> gaps,
        List<Difference> differences,
        Tally intake,
        Loading.Loaded loaded) {
      return new Report(
          job,
          outcome,
          manifest,
          gaps,
          differences,
          intake,
          duplicates,
          causes,
          loaded,
          steps.seconds());
    }
  }
}
