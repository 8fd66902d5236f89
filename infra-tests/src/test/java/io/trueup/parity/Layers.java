package io.trueup.parity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.archive.Archiving;
import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.LocalSpark;
import io.trueup.batch.recompute.MemoryEffects;
import io.trueup.batch.recompute.Recompute;
import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.Progress;
import io.trueup.consume.Repeats;
import io.trueup.consume.ShardConsumer;
import io.trueup.consume.Taken;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.definition.View;
import io.trueup.event.StreamRecord;
import io.trueup.merge.Row;
import io.trueup.port.MemoryDelivery;
import io.trueup.port.MemoryShards;
import io.trueup.port.Objects;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.port.Zip;
import io.trueup.replay.Recorded;
import io.trueup.replay.Viewed;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Both layers of an example pipeline over services in memory: they read a recording in batches that
 * overlap and come again, with workers that know what is long gone; and a Spark of this process
 * recomputes what was archived.
 */
final class Layers {

  private static final Span RETENTION = Span.parse("14d");
  private static final int SHARDS = 3;
  private static final int WORKERS = 3;

  private final MemoryEffects effects = MemoryEffects.fresh();
  private final MemoryShards shards = new MemoryShards(SHARDS);
  private final MemoryDelivery firehose = new MemoryDelivery();
  private final Pipeline pipeline;
  private final Recording recording;
  private final Epochs epochs;
  private final Random random;
  private int delivered;

  private Layers(PipelineFolder folder, Pipeline pipeline, Recording recording, long seed) {
    this.pipeline = pipeline;
    this.recording = recording;
    this.epochs = new Epochs(pipeline.batch().epoch());
    this.random = new Random(seed);
    effects.objects("assets").write("definition.zip", Zip.folder(folder.files()));
    effects.segments().create("control");
    effects.segments().create("hot");
  }

  static Pipeline pipeline(String name) throws IOException {
    return ((Reading.Read) PipelineReader.read(folder(name))).pipeline();
  }

  /** Both layers have read all of a recording. */
  static Layers of(String name, Recording recording, long seed) throws IOException {
    Layers layers = new Layers(folder(name), pipeline(name), recording, seed);
    layers.consume(Layer.SPEED, layers::deltas);
    layers.consume(Layer.ARCHIVE, layers::archiving);
    return layers;
  }

  private static PipelineFolder folder(String name) throws IOException {
    return PipelineFolder.load(Path.of("../cdk-app/pipelines", name));
  }

  private Effect deltas() {
    return new Deltas(hot(), library(), epochs, RETENTION, Workers.inOrder());
  }

  private Effect archiving() {
    return new Archiving(firehose, archive());
  }

  private void consume(Layer layer, Supplier<Effect> effect) {
    List<ShardConsumer> workers =
        Stream.generate(() -> worker(layer, effect.get())).limit(WORKERS).toList();
    for (Shard shard : shards.list()) {
      List<StreamRecord> records = recording.on(shard.id());
      int from = 0;
      while (from < records.size()) {
        int to = Math.min(records.size(), from + 1 + random.nextInt(40));
        List<StreamRecord> batch = records.subList(Math.max(0, from - random.nextInt(20)), to);
        try {
          assertThat(workers.get(random.nextInt(WORKERS)).consume(shard.id(), batch, () -> false))
              .isEqualTo(new Progress.Done());
          from = to;
        } catch (Died died) {
          // All of the batch comes again, in other groups.
        }
        writeDelivered();
      }
    }
  }

  private ShardConsumer worker(Layer layer, Effect effect) {
    return new ShardConsumer(
        control(),
        shards,
        layer,
        library(),
        epochs,
        new Dying(effect, random),
        1 + random.nextInt(20));
  }

  /** Firehose writes an object of what it got. */
  private void writeDelivered() {
    List<byte[]> parcels = firehose.taken();
    if (parcels.size() > delivered) {
      archive()
          .write(
              "archive/2026/03/01/12/part-" + delivered,
              Zip.gzip(parcels.subList(delivered, parcels.size())));
      delivered = parcels.size();
    }
  }

  /** Recomputes all records before a cut on Spark; what it reports. */
  Map<String, Object> recompute(long cut) {
    Job job = job(cut);
    Clock clock = Clock.fixed(Instant.ofEpochMilli(epochs.start(recording.end())), ZoneOffset.UTC);
    Recompute.run(LocalSpark.open(), effects, job, clock);
    try (var in = archive().read(job.reportKey())) {
      return Json.object(new String(in.readAllBytes(), UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("read from memory", impossible);
    }
  }

  private Job job(long cut) {
    Map<String, Object> job = new HashMap<>();
    job.put("run", "parity");
    job.put("attempt", 1);
    job.put("cut", cut);
    job.put("definition", "s3://assets/definition.zip");
    job.put("fingerprint", pipeline.fingerprint());
    job.put("epoch", pipeline.batch().epoch().toString());
    job.put("archive_bucket", "archive");
    job.put("control_table", "control");
    job.put("segment_table", Cells.segment(cut));
    job.put("hot_table", "hot");
    job.put("from", 0);
    job.put("hot_retention", RETENTION.toString());
    return Job.parse(Json.write(job));
  }

  /** The cells as live numbers alone answer them. */
  Cells live() {
    return cells().by(Pointer.FIRST);
  }

  /** The cells as they are answered by the segment of a cut, and by live numbers from it on. */
  Cells recomputed(long cut) {
    return cells().by(Cells.pointer(pipeline, cut));
  }

  /** The cells as a replay of the archive shows them, by the definition that is deployed. */
  Cells replayed() {
    io.trueup.replay.Recording again =
        new io.trueup.replay.Recording(
            control(),
            archive(),
            epochs,
            Clock.fixed(Instant.ofEpochMilli(epochs.start(recording.end())), ZoneOffset.UTC),
            what -> false,
            any -> {});
    try (Recorded recorded = again.read(Optional.empty(), Optional.empty(), List.of(pipeline))) {
      assertThat(recorded.lacking()).isEmpty();
      Map<Cells.Cell, Row> rows = new HashMap<>();
      for (View view : pipeline.views()) {
        Viewed viewed = recorded.view(pipeline, view, any -> true);
        for (BucketSize size : view.every()) {
          viewed.rows(
              size.length(),
              it ->
                  rows.put(
                      new Cells.Cell(view.name(), size.length(), it.key(), it.row().bucket()),
                      it.row()));
        }
      }
      return new Cells(rows);
    }
  }

  private Cells.Source cells() {
    return new Cells.Source(pipeline, library().inForce().first(), hot(), effects::table);
  }

  /** What a layer's ledger counts in all, but for repeats. */
  Map<String, Long> counts(Layer layer) {
    return shards.list().stream()
        .flatMap(shard -> new Ledger(control(), layer).entries(shard.id(), 0, Ledger.END).stream())
        .map(LedgerEntry::tally)
        .reduce(Tally.NONE, Tally::plus)
        .intake()
        .counts();
  }

  private Library library() {
    return Library.of(pipeline);
  }

  private Objects archive() {
    return effects.objects("archive");
  }

  private Table control() {
    return effects.table("control");
  }

  private Table hot() {
    return effects.table("hot");
  }

  /** The end of a worker between its effect and its ledger. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private record Dying(Effect effect, Random random) implements Effect {

    @Override
    public void apply(String shard, List<Taken> records) {
      effect.apply(shard, records);
      if (random.nextInt(8) == 0) {
        throw new Died();
      }
    }

    @Override
    public Repeats repeats(Tenure definition) {
      return effect.repeats(definition);
    }
  }
}
