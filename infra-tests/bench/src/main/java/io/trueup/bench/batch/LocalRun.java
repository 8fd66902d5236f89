package io.trueup.bench.batch;

import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.bench.Contender;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.port.Condition;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Zip;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Segment;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A recompute of an archive that {@link ArchiveWriter} has left in a folder, on the Spark of this
 * process, as a true-up runs it.
 */
final class LocalRun {

  private LocalRun() {}

  /** All of the archive, or with an epoch that is not 0 what comes from it on; prints the time. */
  static void run(
      LocalEffects effects, PipelineFolder definition, Pipeline pipeline, Span epoch, long from)
      throws IOException {
    effects.objects(LocalEffects.ASSETS).write("definition.zip", Zip.folder(definition.files()));
    long cut = ledger(Path.of(effects.folder()), new Epochs(epoch), effects.table("control"));
    Job job = job(pipeline, cut, epoch, from);
    try (JavaSparkContext spark = new JavaSparkContext(Local.conf("trueup"))) {
      long start = System.nanoTime();
      Recompute.run(spark, effects, job, Clock.systemUTC());
      Contender.took(System.nanoTime() - start);
    }
    demandLoaded(effects, job);
  }

  /** Fills the control table; the cut that all shards have passed. */
  private static long ledger(Path folder, Epochs epochs, Table control) {
    Ledger ledger = new Ledger(control, Layer.ARCHIVE);
    List<ArchiveWriter.Entry> entries = ArchiveWriter.ledger(folder);
    ShardMap.extend(
        control,
        entries.stream()
            .map(ArchiveWriter.Entry::shard)
            .distinct()
            .map(shard -> new Shard(shard, List.of(), BigInteger.ZERO, BigInteger.ONE))
            .toList());
    long cut = 1 + entries.stream().mapToLong(ArchiveWriter.Entry::epoch).max().orElseThrow();
    for (ArchiveWriter.Entry each : entries) {
      write(ledger, each, epochs.start(each.epoch()), each.epoch(), each.tally());
      write(ledger, each, epochs.start(cut), cut, Tally.NONE);
    }
    return cut;
  }

  private static void write(
      Ledger ledger, ArchiveWriter.Entry of, long arrival, long epoch, Tally tally) {
    ledger.write(
        new LedgerEntry(
            of.shard(),
            epoch,
            of.first(),
            of.applied(),
            arrival,
            tally,
            LedgerEntry.NO_BEAT,
            Map.of()),
        new Condition.Absent());
  }

  private static Job job(Pipeline pipeline, long cut, Span epoch, long from) {
    List<Segment> base = from == 0 ? List.of() : List.of(new Segment("base", 0, from));
    return Job.parse(
        Json.write(
            Map.ofEntries(
                Map.entry("run", "bench"),
                Map.entry("attempt", 1),
                Map.entry("cut", cut),
                Map.entry("base", base.stream().map(Segment::json).toList()),
                Map.entry("horizon", pipeline.batch().horizon().toString()),
                Map.entry("definition", "s3://" + LocalEffects.ASSETS + "/definition.zip"),
                Map.entry("fingerprint", pipeline.fingerprint()),
                Map.entry("epoch", epoch.toString()),
                Map.entry("archive_bucket", "archive"),
                Map.entry("control_table", "control"),
                Map.entry("segment_table", "segment"))));
  }

  private static void demandLoaded(LocalEffects effects, Job job) throws IOException {
    try (InputStream in = effects.objects(job.archiveBucket()).read(job.reportKey())) {
      String report = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      System.err.println(report);
      if (!"loaded".equals(Json.object(report).get("outcome"))) {
        throw new IllegalStateException("recompute of the bench, expected outcome loaded");
      }
    }
  }
}
