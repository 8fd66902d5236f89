package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.batch.lineage.Execution;
import io.trueup.batch.master.MasterPlace;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Condition;
import io.trueup.port.Shard;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Segment;
import io.trueup.store.ShardEpoch;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import io.trueup.time.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An archive with its ledger, as the archive function would have written both. */
final class TestArchive {

  static final Span EPOCH = Span.parse("5s");

  /** A cut that no shard has passed. */
  static final long NOT_PASSED = 999_999_999;

  static final String ONE = "shardId-000000000000@1732420000";
  static final String OTHER = "shardId-000000000001@1732420000";

  /** Some days after the records of tests arrive, so that no delta has expired. */
  static final Clock CLOCK = Clock.fixed(Instant.parse("2024-11-27T00:00:00Z"), ZoneOffset.UTC);

  private static final String BUCKET = "bucket";
  private static final URI DEFINITION = URI.create("s3://assets/sales.zip");

  final MemoryEffects effects = MemoryEffects.fresh();
  final Definition definition;
  private final Map<ShardEpoch, Tally> ledger = new TreeMap<>();
  private final Map<ShardEpoch, Stretch> stretches = new TreeMap<>();
  private long sequence = 1;

  /** The first and the last record that the ledger knows of a (shard, epoch). */
  private record Stretch(Position first, ArchiveLine last) {}

  TestArchive() {
    definition = Sales.definition();
    effects.objects("assets").write("sales.zip", Sales.zipped());
    effects.segments().create("control");
    effects.segments().create("hot");
    ShardMap.extend(effects.table("control"), List.of(shard(ONE), shard(OTHER)));
  }

  /** Makes a shard known that came of another one. */
  void split(String parent, String child) {
    ShardMap.extend(
        effects.table("control"),
        List.of(new Shard(child, List.of(parent), BigInteger.ZERO, BigInteger.TEN)));
  }

  /** A record of a shard and epoch, entered in the ledger. */
  ArchiveLine record(String shard, long epoch, byte[] data) {
    ArchiveLine line = line(shard, epoch, data);
    enter(line);
    return line;
  }

  /** A record of a shard that arrives at a time in milliseconds, entered in the ledger. */
  ArchiveLine arrived(String shard, long arrival, byte[] data) {
    ArchiveLine line = new ArchiveLine(shard, next(), arrival / EPOCH.millis(), arrival, data);
    enter(line);
    return line;
  }

  /** A record of which the ledger knows nothing. */
  ArchiveLine line(String shard, long epoch, byte[] data) {
    return new ArchiveLine(shard, next(), epoch, epoch * EPOCH.millis() + 7, data);
  }

  private Position next() {
    return new Position(BigInteger.TEN.pow(40).add(BigInteger.valueOf(sequence++)), 0);
  }

  void enter(ArchiveLine line) {
    StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
    Intake intake = new EventReader(definition.pipeline()).read(record, line.arrival());
    ShardEpoch at = new ShardEpoch(line.shard(), line.epoch());
    ledger.merge(at, Tally.of(record, intake), Tally::plus);
    stretches.merge(
        at,
        new Stretch(line.position(), line),
        (before, now) -> new Stretch(before.first(), now.last()));
  }

  void object(String name, List<ArchiveLine> lines) {
    List<byte[]> bytes = new ArrayList<>();
    lines.forEach(line -> bytes.add(line.line()));
    raw(name, Zip.gzip(bytes));
  }

  void raw(String name, byte[] content) {
    effects.objects(BUCKET).write("archive/2024/11/24/03/" + name, content);
  }

  /** Changes what the ledger says of a (shard, epoch). */
  void tally(String shard, long epoch, Tally tally) {
    ledger.put(new ShardEpoch(shard, epoch), tally);
  }

  Job job(long cut) {
    return job(cut, Optional.of(new Job.Hot("hot", 0, Span.parse("14d"))));
  }

  Job job(long cut, Optional<Job.Hot> hot) {
    return job(cut, hot, Optional.empty());
  }

  Job job(long cut, Optional<Job.Hot> hot, Optional<Job.Again> again) {
    return job(cut, hot, again, Optional.empty());
  }

  Job job(
      long cut, Optional<Job.Hot> hot, Optional<Job.Again> again, Optional<Job.Lacking> lacking) {
    return job(cut, hot, again, lacking, Optional.empty());
  }

  /** Of another definition, and without hot deltas. */
  Job job(long cut, URI location, String fingerprint) {
    return job(
        cut,
        location,
        fingerprint,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Of what follows a base, from the cut of which on it is compared with hot deltas. */
  Job job(long cut, Job.Base base) {
    return job(
        cut,
        Optional.of(new Job.Hot("hot", base.to(), Span.parse("14d"))),
        Optional.of(new Job.Again("none", Instant.EPOCH)),
        Optional.empty(),
        Optional.of(base));
  }

  Job job(
      long cut,
      Optional<Job.Hot> hot,
      Optional<Job.Again> again,
      Optional<Job.Lacking> lacking,
      Optional<Job.Base> base) {
    String fingerprint = definition.pipeline().fingerprint();
    return job(cut, DEFINITION, fingerprint, hot, again, lacking, base);
  }

  private static Job job(
      long cut,
      URI location,
      String fingerprint,
      Optional<Job.Hot> hot,
      Optional<Job.Again> again,
      Optional<Job.Lacking> lacking,
      Optional<Job.Base> base) {
    return new Job(
        "run",
        "0",
        cut,
        location,
        fingerprint,
        EPOCH,
        BUCKET,
        "archive/",
        "control",
        "segment-" + cut,
        "runs/run/0/report.json",
        Optional.empty(),
        Map.of(),
        hot,
        again,
        lacking,
        base,
        List.of(),
        Optional.empty(),
        Job.Load.WRITES,
        Budget.NONE,
        Optional.empty(),
        Optional.empty());
  }

  /** A job with a master dataset. */
  static Job mastered(Job job, MasterPlace place) {
    return with(job, job.segmentTable(), job.replaced(), Optional.of(place), job.budget());
  }

  /** A job whose segment takes the place of others. */
  static Job replacing(Job job, List<Segment> replaced) {
    String table = job.segmentTable() + (replaced.isEmpty() ? "" : "-again");
    return with(job, table, replaced, job.master(), job.budget());
  }

  /** The same into another segment. */
  static Job into(String table, Job job) {
    return with(job, table, job.replaced(), job.master(), job.budget());
  }

  /** The same, loaded under a budget. */
  static Job within(Budget budget, Job job) {
    return with(job, job.segmentTable(), job.replaced(), job.master(), budget);
  }

  /** The same as a task of an execution, of which a server is told. */
  static Job told(Job job, Execution execution, Optional<URI> server) {
    return with(
        job,
        job.segmentTable(),
        job.replaced(),
        job.master(),
        job.load(),
        job.budget(),
        Optional.of(execution),
        server);
  }

  /** The same, loaded by an import. */
  static Job imported(Job job) {
    return with(
        job,
        job.segmentTable(),
        job.replaced(),
        job.master(),
        Job.Load.IMPORT,
        Budget.NONE,
        job.execution(),
        job.lineage());
  }

  private static Job with(
      Job job, String table, List<Segment> replaced, Optional<MasterPlace> place, Budget budget) {
    return with(job, table, replaced, place, job.load(), budget, job.execution(), job.lineage());
  }

  private static Job with(
      Job job,
      String table,
      List<Segment> replaced,
      Optional<MasterPlace> place,
      Job.Load load,
      Budget budget,
      Optional<Execution> execution,
      Optional<URI> lineage) {
    return new Job(
        job.run(),
        job.attempt(),
        job.cut(),
        job.definition(),
        job.fingerprint(),
        job.epoch(),
        job.archiveBucket(),
        job.archivePrefix(),
        job.controlTable(),
        table,
        job.reportKey(),
        job.kmsKey(),
        job.tags(),
        job.hot(),
        job.again(),
        job.lacking(),
        job.base(),
        replaced,
        place,
        load,
        budget,
        execution,
        lineage);
  }

  /** What the ledger says of the epochs before a cut. */
  Map<ShardEpoch, Tally> ledger(long cut) {
    Map<ShardEpoch, Tally> below = new TreeMap<>(ledger);
    below.keySet().removeIf(at -> at.epoch() >= cut);
    return below;
  }

  /** Writes the ledger into the control table, and of every shard a head far beyond all cuts. */
  void writeLedger() {
    Map<String, Stretch> last = new HashMap<>();
    ledger.forEach(
        (at, tally) -> {
          Stretch stretch = stretches.getOrDefault(at, none(at.shard()));
          last.put(at.shard(), stretch);
          write(at, stretch, tally);
        });
    for (String shard : ShardMap.read(effects.table("control")).shards().keySet()) {
      ShardEpoch head = new ShardEpoch(shard, NOT_PASSED - 1);
      write(head, last.getOrDefault(shard, none(shard)), Tally.NONE);
    }
  }

  private static Stretch none(String shard) {
    ArchiveLine some = new ArchiveLine(shard, new Position("1", 0), 0, 0, new byte[0]);
    return new Stretch(some.position(), some);
  }

  private void write(ShardEpoch at, Stretch stretch, Tally tally) {
    write(
        new LedgerEntry(
            at.shard(),
            at.epoch(),
            stretch.first(),
            stretch.last().position(),
            stretch.last().arrival(),
            tally,
            LedgerEntry.NO_BEAT,
            Map.of()));
  }

  /** Writes an entry, unless one of its shard and epoch is there. */
  void write(LedgerEntry entry) {
    new Ledger(effects.table("control"), Layer.ARCHIVE).write(entry, new Condition.Absent());
  }

  /** Runs the job of a cut, and reads its report. */
  Map<String, Object> run(long cut) {
    return run(job(cut));
  }

  Map<String, Object> run(Job job) {
    writeLedger();
    Recompute.run(LocalSpark.open(), effects, job, CLOCK);
    return report(job);
  }

  /** As above, on the engine of one thread. */
  Map<String, Object> runOnOneThread(Job job) {
    writeLedger();
    Recompute.runOnOneThread(effects, Optional.empty(), job, CLOCK);
    return report(job);
  }

  /** The report that a job has left. */
  Map<String, Object> report(Job job) {
    try (var in = effects.objects(job.archiveBucket()).read(job.reportKey())) {
      return Json.object(new String(in.readAllBytes(), UTF_8));
    } catch (IOException impossible) {
      throw new UncheckedIOException("read from memory", impossible);
    }
  }

  private static Shard shard(String id) {
    return new Shard(id, List.of(), BigInteger.ZERO, BigInteger.TEN);
  }
}
