package io.trueup.bench.batch;

import io.trueup.aggregate.Measures;
import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.bench.Contender;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.View;
import io.trueup.demo.host.Checkout;
import io.trueup.port.Condition;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Zip;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Strip;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The recompute as a true-up runs it, but for the load: the archive is held against its ledger,
 * repeats are found, strips are made and given away.
 */
final class TrueupBatch {

  private static final long FIRST_BUCKET = 0;
  private static final long LAST_BUCKET = 253_402_300_800_000L;

  private TrueupBatch() {}

  public static void main(String[] args) throws IOException {
    Checkout checkout = new Checkout(Path.of(args[0]));
    Path folder = Path.of(args[1]);
    LocalEffects effects = new LocalEffects(folder.toString());
    Pipeline pipeline = Flights.pipeline(checkout);
    effects
        .objects(LocalEffects.ASSETS)
        .write(
            "flights.zip", Zip.folder(PipelineFolder.load(checkout.pipeline("flights")).files()));
    long cut = ledger(folder, effects.table("control")) + 1;
    if (args[2].equals("-")) {
      LocalEffects.keepNothing();
    }
    Job job = job(pipeline, cut);
    try (JavaSparkContext spark = new JavaSparkContext(Local.conf("trueup"))) {
      long start = System.nanoTime();
      Recompute.run(spark, effects, job, Clock.systemUTC());
      Contender.took(System.nanoTime() - start);
    }
    demandLoaded(effects, job);
    if (!args[2].equals("-")) {
      try (CellFile cells = new CellFile(Path.of(args[2]))) {
        write(pipeline, effects.segments().table("segment"), cells);
      }
    }
  }

  /** Fills the control table; the newest epoch. */
  private static long ledger(Path folder, Table control) {
    Ledger ledger = new Ledger(control, Layer.ARCHIVE);
    List<Flights.Entry> entries = Flights.ledger(folder);
    ShardMap.extend(
        control,
        entries.stream()
            .map(Flights.Entry::shard)
            .distinct()
            .map(shard -> new Shard(shard, List.of(), BigInteger.ZERO, BigInteger.ONE))
            .toList());
    for (Flights.Entry each : entries) {
      ledger.write(
          new LedgerEntry(
              each.shard(),
              each.epoch(),
              each.first(),
              each.applied(),
              each.epoch() * Flights.EPOCH.millis(),
              each.tally(),
              LedgerEntry.NO_BEAT,
              Map.of()),
          new Condition.Absent());
    }
    return entries.stream().mapToLong(Flights.Entry::epoch).max().orElseThrow();
  }

  private static Job job(Pipeline pipeline, long cut) {
    return Job.parse(
        Json.write(
            Map.of(
                "run",
                "bench",
                "attempt",
                1,
                "cut",
                cut,
                "definition",
                "s3://" + LocalEffects.ASSETS + "/flights.zip",
                "fingerprint",
                pipeline.fingerprint(),
                "epoch",
                Flights.EPOCH.toString(),
                "archive_bucket",
                "archive",
                "control_table",
                "control",
                "segment_table",
                "segment")));
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

  private static void write(Pipeline pipeline, Table segment, CellFile cells) {
    for (View view : pipeline.views()) {
      Measures measures = new Measures(view);
      for (int spread = 0; spread < Directory.SPREADS; spread++) {
        try (Stream<CellKey> keys =
            Directory.segment(segment, view.fingerprint(), view.name(), spread, "")) {
          keys.forEach(key -> write(view, measures, segment, key, cells));
        }
      }
    }
  }

  private static void write(
      View view, Measures measures, Table segment, CellKey key, CellFile cells) {
    for (BucketSize size : view.every()) {
      Strip.read(
              segment,
              view.fingerprint(),
              view.name(),
              size.length(),
              key,
              FIRST_BUCKET,
              LAST_BUCKET)
          .forEach(
              (bucket, bytes) ->
                  cells.write(
                      new Cell(
                          view.name(),
                          size.length().toString(),
                          value(key),
                          bucket,
                          new ArrayList<>(measures.decodeRecomputed(bytes).values().values()))));
    }
  }

  private static String value(CellKey key) {
    return key.values().isEmpty() ? "" : String.valueOf(key.values().get(0));
  }
}
