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
import io.trueup.store.Segment;
import io.trueup.store.ShardMap;
import io.trueup.store.Strip;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
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
 * repeats are found, strips are made and given away. Its arguments: the checkout, the archive's
 * folder, the file for its cells ({@code -}: none), the length of an epoch, and for an increment
 * the first of its epochs.
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
    Span epoch = Span.parse(args[3]);
    long cut = ledger(folder, new Epochs(epoch), effects.table("control"));
    if (args[2].equals("-")) {
      LocalEffects.keepNothing();
    }
    Job job = job(pipeline, cut, epoch, args.length > 4 ? Long.parseLong(args[4]) : 0);
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

  /** Fills the control table; the cut that all shards have passed. */
  private static long ledger(Path folder, Epochs epochs, Table control) {
    Ledger ledger = new Ledger(control, Layer.ARCHIVE);
    List<Flights.Entry> entries = Flights.ledger(folder);
    ShardMap.extend(
        control,
        entries.stream()
            .map(Flights.Entry::shard)
            .distinct()
            .map(shard -> new Shard(shard, List.of(), BigInteger.ZERO, BigInteger.ONE))
            .toList());
    long cut = 1 + entries.stream().mapToLong(Flights.Entry::epoch).max().orElseThrow();
    for (Flights.Entry each : entries) {
      write(ledger, each, epochs.start(each.epoch()), each.epoch(), each.tally());
      write(ledger, each, epochs.start(cut), cut, Tally.NONE);
    }
    return cut;
  }

  private static void write(
      Ledger ledger, Flights.Entry of, long arrival, long epoch, Tally tally) {
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
                Map.entry("definition", "s3://" + LocalEffects.ASSETS + "/flights.zip"),
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
