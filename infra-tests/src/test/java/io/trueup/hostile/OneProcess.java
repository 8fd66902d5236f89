package io.trueup.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.archive.Archiving;
import io.trueup.batch.recompute.Effects;
import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.Progress;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.event.Aggregation;
import io.trueup.event.StreamRecord;
import io.trueup.port.MemoryBus;
import io.trueup.port.MemoryDelivery;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTables;
import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.port.Workers;
import io.trueup.port.Zip;
import io.trueup.serving.Api;
import io.trueup.serving.Request;
import io.trueup.serving.Response;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import io.trueup.trueup.Audience;
import io.trueup.trueup.Deployment;
import io.trueup.trueup.StepHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A deployment in this process, on one shard: the real code of both layers, the true-up and the
 * API, over services in memory.
 */
final class OneProcess implements Effects {

  private static final long serialVersionUID = 1;
  private static final Span EPOCH = Span.parse("5m");
  private static final Span GATE = Span.parse("1h");
  private static final Span RETENTION = Span.parse("14d");
  private static final String ARCHIVE = "archive";

  private final transient MemoryTables tables = new MemoryTables();
  private final transient MemoryObjects archive = new MemoryObjects();
  private final transient MemoryObjects assets = new MemoryObjects();
  private final transient MemoryDelivery firehose = new MemoryDelivery();
  private final transient MemoryShards shards = new MemoryShards(1);
  private final transient InForce deployed;
  private final transient Library library;
  private int sequence = 1;
  private int parcels;

  OneProcess(PipelineFolder folder, Instant now) {
    Pipeline pipeline = ((Reading.Read) PipelineReader.read(folder)).pipeline();
    assets.write("definition.zip", Zip.folder(folder.files()));
    deployed = InForce.first(EPOCH, pipeline.fingerprint(), "s3://assets/definition.zip");
    tables.create("hot");
    InForce.establish(tables.create("control"), deployed, now.toEpochMilli());
    library = new Library(() -> InForce.read(control()).orElseThrow(), tenure -> pipeline);
  }

  /** Has both layers consume Kinesis records that arrive together, in one batch. */
  void consume(Instant arrival, List<byte[]> kinesisRecords) {
    List<StreamRecord> batch = new ArrayList<>();
    for (byte[] each : kinesisRecords) {
      batch.addAll(Aggregation.split(Integer.toString(sequence++), arrival.toEpochMilli(), each));
    }
    consume(Layer.SPEED, new Deltas(hot(), library, epochs(), RETENTION, Workers.inOrder()), batch);
    consume(Layer.ARCHIVE, new Archiving(firehose, archive), batch);
    List<byte[]> delivered = firehose.taken();
    archive.write(
        "archive/2026/03/01/12/part-" + parcels,
        Zip.gzip(delivered.subList(parcels, delivered.size())));
    parcels = delivered.size();
  }

  private void consume(Layer layer, Effect effect, List<StreamRecord> batch) {
    assertThat(
            new ShardConsumer(control(), shards, layer, library, epochs(), effect)
                .consume(shard(), batch, () -> false))
        .isEqualTo(new Progress.Done());
  }

  /** What a layer's ledger counts in all. */
  Map<String, Long> counts(Layer layer) {
    return new Ledger(control(), layer)
        .entries(shard(), 0, Ledger.END).stream()
            .map(LedgerEntry::tally)
            .reduce(Tally.NONE, Tally::plus)
            .counts();
  }

  /** The data of each record as it was archived, in the order of positions. */
  List<byte[]> archived() {
    List<ArchiveLine> lines = new ArrayList<>();
    for (String object : archive.list("archive/")) {
      String text = new String(Zip.gunzip(archive.read(object)), UTF_8);
      text.lines().map(OneProcess::parse).forEach(lines::add);
    }
    lines.sort(Comparator.comparing(ArchiveLine::position));
    return lines.stream().map(ArchiveLine::data).toList();
  }

  private static ArchiveLine parse(String line) {
    try {
      return ArchiveLine.parse(line.getBytes(UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("an archived line", broken);
    }
  }

  /** The rows of a view in buckets of a day. */
  List<Map<?, ?>> rows(String view, Instant now) {
    Map<String, List<String>> parameters = Map.of("every", List.of("1d"), "limit", List.of("9999"));
    Api api =
        new Api(
            library,
            control(),
            hot(),
            tables::table,
            epochs(),
            RETENTION,
            Clock.fixed(now, ZoneOffset.UTC),
            Workers.inOrder());
    Response response =
        api.answer(new Request("GET", List.of("v1", "views", view), parameters, ""));
    assertThat(response.status()).as(response.body()).isEqualTo(200);
    List<Map<?, ?>> rows = new ArrayList<>();
    Json.list(Json.object(response.body()), "rows").forEach(row -> rows.add((Map<?, ?>) row));
    return rows;
  }

  /** Runs a true-up of all epochs before the present one; what its settling says. */
  Map<String, Object> trueUp(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    Deployment.Names names =
        new Deployment.Names(
            ARCHIVE, "control", new Deployment.Hot("hot", RETENTION), "stream", "segment-", "");
    StepHandler steps =
        new StepHandler(
            new Deployment(
                control(),
                archive,
                tables,
                library,
                deployed,
                names,
                GATE,
                3,
                clock,
                new MemoryRuns(),
                new Audience(new MemoryBus(), "orders", "orders")),
            System.out);
    Map<String, Object> job = new LinkedHashMap<>(steps.step(input("choose-cut")));
    job.putAll(Map.of("attempt", 1, "retry", 0));
    Recompute.runOnOneThread(this, Optional.empty(), Job.parse(Json.write(job)), clock);
    Map<String, Object> settle = new LinkedHashMap<>(input("settle"));
    settle.put("attempt", 1);
    return steps.step(settle);
  }

  private static Map<String, Object> input(String step) {
    return Map.of("step", step, "run", "run", "execution", "execution:run");
  }

  /** Nothing is lost here, and so nothing is read again. */
  @Override
  public Replay stream(String name) {
    return (shard, from, to, records) -> {};
  }

  private String shard() {
    return shards.list().get(0).id();
  }

  private Table control() {
    return tables.table("control");
  }

  private Table hot() {
    return tables.table("hot");
  }

  private static Epochs epochs() {
    return new Epochs(EPOCH);
  }

  @Override
  public Objects objects(String bucket) {
    return bucket.equals(ARCHIVE) ? archive : assets;
  }

  @Override
  public Table table(String name) {
    return tables.table(name);
  }

  @Override
  public Tables segments() {
    return tables;
  }
}
