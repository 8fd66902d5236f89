package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.Position;
import io.trueup.port.Bus;
import io.trueup.port.Condition;
import io.trueup.port.Key;
import io.trueup.port.MemoryBus;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.MemoryTables;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.store.Gap;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.time.MovedClock;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A deployment in memory whose ledgers, reports and time a test makes up. */
final class Works {

  static final String PREFIX = "segment-";

  /** How many older versions stay. */
  static final int KEPT = 3;

  private static final Pipeline PIPELINE = Folders.pipeline(Folders.orders());

  final MemoryTable control = new MemoryTable();
  final MemoryObjects archive = new MemoryObjects();
  final MemoryTables tables = new MemoryTables();
  final MemoryShards shards;
  final MovedClock clock = new MovedClock(Instant.parse("2024-11-24T12:00:00Z"));
  final MemoryRuns runs = new MemoryRuns();
  final MemoryBus bus = new MemoryBus();
  final Audience audience = new Audience(bus, "orders-eu", "orders");
  final ByteArrayOutputStream log = new ByteArrayOutputStream();
  final Deployment deployment =
      new Deployment(
          control,
          archive,
          tables,
          new Library(() -> InForce.read(control).orElseThrow(), tenure -> PIPELINE),
          InForce.first(Span.parse("5m"), "fingerprint", "s3://assets/orders.zip"),
          new Deployment.Names(
              "bucket",
              "control",
              new Deployment.Hot("hot", Span.parse("14d")),
              "events",
              PREFIX,
              "arn:key"),
          Span.parse("1h"),
          KEPT,
          clock,
          runs,
          audience);

  Works(int openShards) {
    shards = new MemoryShards(openShards);
    ShardMap.extend(control, shards.list());
  }

  /** The same deployment after another definition was deployed, which reads the same events. */
  Deployment deploying(String fingerprint) {
    InForce deployed =
        InForce.first(Span.parse("5m"), fingerprint, "s3://assets/%s.zip".formatted(fingerprint));
    return with(deployed, deployment.kept(), audience);
  }

  /** The same deployment with as many older versions kept. */
  Deployment keeping(int kept) {
    return with(deployment.deployed(), kept, audience);
  }

  /** The same deployment, which tells of its swaps on another bus. */
  Deployment heardBy(Bus other) {
    return with(
        deployment.deployed(),
        deployment.kept(),
        new Audience(other, audience.deployment(), audience.pipeline()));
  }

  private Deployment with(InForce deployed, int kept, Audience told) {
    return new Deployment(
        control,
        archive,
        tables,
        deployment.library(),
        deployed,
        deployment.names(),
        deployment.gate(),
        kept,
        clock,
        runs,
        told);
  }

  /** What a person may do, with the log of this deployment. */
  Rollback rollback() {
    return new Rollback(
        deployment, new Untold("control", clock, new PrintStream(log, true, UTF_8)));
  }

  /** The same deployment as who calls it sees it by another control table. */
  Deployment on(Table other) {
    return new Deployment(
        other,
        archive,
        tables,
        deployment.library(),
        deployment.deployed(),
        deployment.names(),
        deployment.gate(),
        deployment.kept(),
        clock,
        runs,
        audience);
  }

  String shard(int number) {
    return shards.list().get(number).id();
  }

  /** Enters so many accepted records of a shard's epoch in a ledger. */
  Works enter(Layer layer, String shard, long epoch, long records) {
    return enter(
        layer,
        shard,
        epoch,
        new Tally(
            Map.of(Tally.RECEIVED, records, Tally.ACCEPTED, records), 1_000 * epoch + records));
  }

  Works enter(Layer layer, String shard, long epoch, Tally tally) {
    return enter(layer, shard, epoch, tally, List.of());
  }

  /** Enters records that were taken by several definitions. */
  Works enter(Layer layer, String shard, long epoch, Tally tally, List<String> definitions) {
    Position position = new Position(Long.toString(epoch), 0);
    LedgerEntry entry =
        new LedgerEntry(
            shard,
            epoch,
            position,
            position,
            deployment.epochs().start(epoch),
            tally,
            LedgerEntry.NO_BEAT,
            Map.of(),
            definitions);
    new Ledger(control, layer).write(entry, new Condition.Absent());
    return this;
  }

  /** Both layers saw the same ten records in each epoch of every shard, up to one beyond a cut. */
  Works agreeUpTo(long cut) {
    for (Layer layer : Layer.values()) {
      shards.list().forEach(shard -> enterUpTo(layer, shard.id(), cut));
    }
    return this;
  }

  Works enterUpTo(Layer layer, String shard, long cut) {
    for (long epoch = Math.max(0, cut - 3); epoch <= cut; epoch++) {
      enter(layer, shard, epoch, 10);
    }
    return this;
  }

  /** Changes what a ledger says. */
  Works replace(Layer layer, String shard, long epoch, long records) {
    control.remove(
        new Key("ledger|" + layer.word() + "|" + shard, "%012d".formatted(epoch)),
        new Condition.Equal("v", new Value.Whole(1)));
    return enter(layer, shard, epoch, records);
  }

  /** Has a run's recompute leave its table, and a report that tells of a divergence. */
  Works loaded(String run, long cut, String divergence) {
    loaded(run, cut);
    Map<String, Object> report =
        new TreeMap<>(Json.object(new String(bytes("runs/" + run + "/1/report.json"), UTF_8)));
    report.put("divergence", Map.of("share", divergence));
    return report(run, report);
  }

  /** Has a run's recompute leave a table that was made over gaps. */
  Works lacking(String run, long cut, Gap... gaps) {
    loaded(run, cut);
    tables.table(PREFIX + run).writeAll(Stream.of(gaps).map(Gap::item).toList());
    return report(run, Map.of("outcome", "lacking", "cut", cut, "table", PREFIX + run));
  }

  byte[] bytes(String object) {
    try (var in = archive.read(object)) {
      return in.readAllBytes();
    } catch (IOException impossible) {
      throw new UncheckedIOException("in memory", impossible);
    }
  }

  /** Has a run that holds the lease ask as settling says, and wait by a token. */
  Works ask(String run, String token) {
    Map<String, Object> settled = step("settle", run, "attempt", 1);
    runs.await(token);
    step(
        "ask",
        run,
        "attempt",
        1,
        "why",
        Json.text(settled, "why"),
        "doubts",
        Json.object(settled, "doubts"),
        "token",
        token);
    return this;
  }

  /** Has a run's recompute leave its report and its table. */
  Works loaded(String run, long cut) {
    Table table = tables.create(PREFIX + run);
    SegmentAbout about = new SegmentAbout(run, "1", 0, cut, 0, 0, 0, Map.of("orders", "view"));
    table.write(about.item(), new Condition.Absent());
    return report(
        run,
        Map.of(
            "outcome",
            "loaded",
            "cut",
            cut,
            "table",
            PREFIX + run,
            "repeats",
            Map.of("in_window", 3)));
  }

  /** Has a run's recompute leave what follows some segments. */
  Works added(String run, List<Segment> base, long cut) {
    long from = base.get(base.size() - 1).to();
    Table table = tables.create(PREFIX + run);
    SegmentAbout about = new SegmentAbout(run, "1", from, cut, 0, 0, 0, Map.of("orders", "view"));
    table.write(about.item(), new Condition.Absent());
    return report(
        run,
        Map.of(
            "outcome",
            "loaded",
            "definition",
            "fingerprint",
            "cut",
            cut,
            "base",
            base.stream().map(Segment::json).toList(),
            "table",
            PREFIX + run));
  }

  Works report(String run, Map<String, Object> report) {
    archive.write("runs/" + run + "/1/report.json", Json.write(report).getBytes(UTF_8));
    return this;
  }

  /** A run that holds the lease by its name. */
  static Run run(String name) {
    return new Run(name, name);
  }

  /** Whether nobody holds the lease. */
  boolean isFree() {
    return control.read(new Key("lease", "lease")).isEmpty();
  }

  Pointer pointer() {
    return Pointer.read(control);
  }

  /** A whole true-up of a run up to a cut, which must swap. */
  Works trueUp(String run, long cut) {
    agreeUpTo(cut);
    Map<String, Object> job = step("choose-cut", run);
    loaded(run, cut);
    Map<String, Object> settled = step("settle", run, "attempt", 1);
    if (!"swapped".equals(settled.get("outcome"))) {
      throw new AssertionError(settled.toString());
    }
    step("retire", run, "unnamed", Json.list(job, "unnamed"));
    return this;
  }

  /** What the function answers to a step. */
  Map<String, Object> step(String step, String run, Object... more) {
    Map<String, Object> input = new TreeMap<>(Map.of("step", step, "run", run));
    for (int i = 0; i < more.length; i += 2) {
      input.put((String) more[i], more[i + 1]);
    }
    return answer(Json.write(input));
  }

  @SuppressWarnings("NullAway") // Steps have no use for what Lambda says of the call.
  Map<String, Object> answer(String event) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      new StepHandler(deployment, new PrintStream(log, true, UTF_8))
          .handleRequest(new ByteArrayInputStream(event.getBytes(UTF_8)), answer, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException("in memory", impossible);
    }
    return Json.object(answer.toString(UTF_8));
  }
}
