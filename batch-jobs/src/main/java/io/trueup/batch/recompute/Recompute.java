package io.trueup.batch.recompute;

import io.trueup.definition.View;
import io.trueup.port.Objects;
import io.trueup.port.Outcome;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.store.ArchiveHour;
import io.trueup.store.Gap;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One recompute: holds the archive below the cut against its ledger, finds the records that repeat
 * another, computes every cell anew from each other record once, compares the records of the last
 * epochs with the hot deltas, and loads a new segment. Of an increment all that is of its epochs
 * alone, and as far back as it seeks what its records repeat. Where the archive lacks anything that
 * it may still get, or its ledger is contradicted, nothing is made; what nobody has any more the
 * segment names as its gaps. The report is written last.
 */
public final class Recompute {

  /** By how much the clocks may differ that tell arrival and the hour of an object. */
  private static final Duration SLACK = Duration.ofHours(1);

  private final Effects effects;
  private final Job job;
  private final Reach reach;
  private final Clock clock;
  private final Steps steps;
  private final Engine engine;
  private final InForce inForce;

  private Recompute(Engine engine, Effects effects, Job job, Clock clock) {
    this.engine = engine;
    this.effects = effects;
    this.job = job;
    this.reach = job.reach();
    this.clock = clock;
    this.steps = new Steps(job, clock);
    this.inForce =
        InForce.read(effects.table(job.controlTable()))
            .orElseGet(
                () -> InForce.first(job.epoch(), job.fingerprint(), job.definition().toString()));
  }

  /** Runs a job to its report. Fails when the report could not be written for any reason. */
  public static void run(JavaSparkContext spark, Effects effects, Job job, Clock clock) {
    run(new SparkEngine(spark, Archive.of(job, effects)), effects, job, clock);
  }

  /** As above, on the calling thread alone, for a small archive. */
  public static void run(Effects effects, Job job, Clock clock) {
    run(new OneThread(Archive.of(job, effects)), effects, job, clock);
  }

  private static void run(Engine engine, Effects effects, Job job, Clock clock) {
    Report report = new Recompute(engine, effects, job, clock).report();
    effects.objects(job.archiveBucket()).write(job.reportKey(), report.json());
  }

  private Report report() {
    Instant begun = clock.instant();
    CountedBy countedBy = new CountedBy(inForce);
    Map<ShardEpoch, Tally> ledger =
        steps.step("ledger", () -> ledger(countedBy), l -> l.size() + " entries");
    Manifest manifest = manifest("manifest", listed());
    Checked checked = checked(manifest, ledger);
    List<Gap> unknown = unknown(checked);
    boolean isAgain = job.again().filter(it -> !begun.isBefore(it.from())).isPresent();
    if (!unknown.isEmpty() && isAgain) {
      manifest = manifest.plus(filled(manifest, unknown, job.again().orElseThrow()));
      checked = checked(manifest, ledger);
      unknown = unknown(checked);
    }
    if (!unknown.isEmpty() && isAgain && job.base().isPresent()) {
      manifest = manifest.plus(manifest("elsewhere", elsewhere(manifest)));
      checked = checked(manifest, ledger);
      unknown = unknown(checked);
    }
    Draft draft = new Draft(ledger, manifest, checked);
    boolean isLast = job.lacking().filter(it -> !begun.isBefore(it.from())).isPresent();
    return unknown.isEmpty() || isLast
        ? recomputed(draft, countedBy)
        : draft.report(Report.Outcome.INCOMPLETE, List.of(), Tally.NONE, Loading.Loaded.NONE);
  }

  /** The gaps that nobody has accepted yet. */
  private List<Gap> unknown(Checked checked) {
    return checked.gaps().isEmpty()
        ? List.of()
        : Gap.beyond(
            gaps(job.lacking().stream().flatMap(it -> it.served().stream())), checked.gaps());
  }

  /** The gaps that segments name. */
  private List<Gap> gaps(Stream<String> tables) {
    return tables.flatMap(table -> Gap.read(effects.segments().table(table)).stream()).toList();
  }

  /** Reads what the archive lacks from the stream again; the objects that have come of it. */
  private Manifest filled(Manifest manifest, List<Gap> gaps, Job.Again again) {
    Ledger archive = new Ledger(effects.table(job.controlTable()), Layer.ARCHIVE);
    Replay stream = effects.stream(again.stream());
    List<String> keys =
        steps.step(
            "refill",
            () -> gaps.stream().flatMap(gap -> filled(gap, archive, stream)).toList(),
            all -> all.size() + " objects for " + gaps.size() + " gaps");
    Set<String> known = manifest.names();
    return engine.manifest(keys.stream().filter(key -> !known.contains(key)).toList());
  }

  private Stream<String> filled(Gap gap, Ledger archive, Replay stream) {
    return archive.entries(gap.shard(), gap.epoch(), gap.epoch() + 1).stream()
        .flatMap(
            entry ->
                Refill.of(
                    entry,
                    archive,
                    stream,
                    job.epochs(),
                    effects.objects(job.archiveBucket()),
                    job.archivePrefix())
                    .stream());
  }

  private Map<ShardEpoch, Tally> ledger(CountedBy countedBy) {
    Table control = effects.table(job.controlTable());
    Ledger archive = new Ledger(control, Layer.ARCHIVE);
    ShardMap shards = ShardMap.read(control);
    Map<ShardEpoch, Tally> tallies = new TreeMap<>();
    Map<String, LedgerEntry> heads = new TreeMap<>();
    for (String shard : shards.shards().keySet()) {
      for (LedgerEntry entry : archive.entries(shard, reach.sought(), Ledger.END)) {
        if (entry.epoch() < reach.cut()) {
          tallies.put(new ShardEpoch(shard, entry.epoch()), entry.tally());
          countedBy.add(entry);
        }
        heads.put(shard, entry);
      }
    }
    requirePassed(new Heads(shards, heads));
    return tallies;
  }

  /** A segment of more would be called whole without the records that are still to come. */
  private void requirePassed(Heads archive) {
    if (job.cut() > archive.cut()) {
      throw new IllegalStateException(
          "recompute up to cut %d, expected at most %d, which the archive has passed on every shard"
              .formatted(job.cut(), archive.cut()));
    }
  }

  private Checked checked(Manifest manifest, Map<ShardEpoch, Tally> ledger) {
    return Checked.of(manifest, ledger, reach.sought(), engine, steps);
  }

  private Manifest manifest(String step, List<String> objects) {
    return steps.step(
        step,
        () -> engine.manifest(objects),
        m -> m.objects().size() + " objects, " + Manifest.records(m.totals().values()));
  }

  /**
   * The objects that what is to be read should stand in: none is written before its records come.
   */
  private List<String> listed() {
    Objects archive = effects.objects(job.archiveBucket());
    if (reach.sought() == 0) {
      return archive.list(job.archivePrefix());
    }
    long since = job.epochs().start(reach.sought()) - SLACK.toMillis();
    String refilled = Refill.folder(job.archivePrefix(), reach.sought());
    return archive
        .list(job.archivePrefix(), ArchiveHour.folder(job.archivePrefix(), since))
        .stream()
        .filter(key -> !Refill.isIn(job.archivePrefix(), key) || key.compareTo(refilled) >= 0)
        .toList();
  }

  /** All other objects. */
  private List<String> elsewhere(Manifest manifest) {
    Set<String> known = manifest.names();
    return effects.objects(job.archiveBucket()).list(job.archivePrefix()).stream()
        .filter(key -> !known.contains(key))
        .toList();
  }

  private Report recomputed(Draft draft, CountedBy countedBy) {
    DefinitionBytes definitions = definitions(countedBy);
    Engine.Records records = engine.records(draft.checked.source(), definitions);
    Repeats repeats = steps.step("repeats", records::repeats, r -> r.causes().json().toString());
    draft.causes = repeats.causes();
    Engine.Grouped grouped = records.grouped(repeats);
    Map<ShardEpoch, Tally> found =
        steps.step("recompute", grouped::tallies, t -> sum(t).count(Tally.RECEIVED) + " records");
    List<Difference> differences = draft.differences(found);
    if (!differences.isEmpty()) {
      return draft.report(Report.Outcome.DIFFERS, differences, sum(found), Loading.Loaded.NONE);
    }
    job.hot()
        .ifPresent(
            hot -> {
              long window = definitions.definition().pipeline().longestWindow();
              List<Gap> gaps = draft.checked.gaps();
              draft.divergence = Optional.of(compared(hot, window, gaps, records, repeats, found));
            });
    Loading.Loaded loaded =
        steps.step(
            "load",
            () -> load(grouped, definitions.definition(), draft),
            l -> l.cells() + " cells in " + l.strips() + " strips");
    Report.Outcome outcome =
        draft.gaps().isEmpty() ? Report.Outcome.LOADED : Report.Outcome.LACKING;
    return draft.report(outcome, List.of(), sum(found), loaded);
  }

  private Divergence compared(
      Job.Hot hot,
      long window,
      List<Gap> gaps,
      Engine.Records records,
      Repeats repeats,
      Map<ShardEpoch, Tally> found) {
    Table control = effects.table(job.controlTable());
    return steps.step(
        "compare",
        () ->
            new LikeForLike(job, hot, window, gaps, control, clock)
                .compare(records, repeats, found),
        d -> d.compared().pairs() + " numbers, divergence " + d.share());
  }

  private Loading.Loaded load(Engine.Grouped grouped, Definition definition, Draft draft) {
    Table segment = effects.segments().create(job.segmentTable());
    if (SegmentAbout.claim(segment, job.run(), job.attempt()) instanceof Outcome.Refused other) {
      throw new IllegalStateException(
          "load segment %s: taken by %s, expected a new one"
              .formatted(job.segmentTable(), other.stored()));
    }
    Loading.Loaded loaded = grouped.load(job.segmentTable());
    segment.writeAll(draft.gaps().stream().map(Gap::item).toList());
    segment.writeAll(List.of(about(loaded, definition, draft.manifest).item()));
    return loaded;
  }

  private SegmentAbout about(Loading.Loaded loaded, Definition definition, Manifest manifest) {
    return new SegmentAbout(
        job.run(),
        job.attempt(),
        reach.from(),
        reach.cut(),
        loaded.cells(),
        loaded.strips(),
        manifest.objects().size(),
        definition.pipeline().views().stream()
            .collect(Collectors.toMap(View::name, View::fingerprint)));
  }

  /** The definition to recompute by, and all that the ledger below the cut was counted by. */
  private DefinitionBytes definitions(CountedBy countedBy) {
    Map<String, byte[]> zipped = new TreeMap<>();
    zipped.put(job.fingerprint(), folder(job.definition()));
    for (String fingerprint : countedBy.all(job.cut())) {
      zipped.computeIfAbsent(
          fingerprint,
          any -> folder(URI.create(inForce.of(List.of(fingerprint)).get(0).location())));
    }
    return new DefinitionBytes(job.fingerprint(), zipped, countedBy);
  }

  private byte[] folder(URI location) {
    Objects bucket = effects.objects(location.getHost());
    try (InputStream in = bucket.read(location.getPath().substring(1))) {
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new UncheckedIOException("read the definition %s".formatted(location), broken);
    }
  }

  private static Tally sum(Map<ShardEpoch, Tally> tallies) {
    return tallies.values().stream().reduce(Tally.NONE, Tally::plus);
  }

  /** What is known on the way to the report. */
  private final class Draft {
    private final Map<ShardEpoch, Tally> ledger;
    private final Manifest manifest;
    private final Checked checked;
    private Causes causes = Causes.NONE;
    private Optional<Divergence> divergence = Optional.empty();

    Draft(Map<ShardEpoch, Tally> ledger, Manifest manifest, Checked checked) {
      this.ledger = ledger;
      this.manifest = manifest;
      this.checked = checked;
    }

    /** The gaps that the new segment names: all that those of its base do not. */
    List<Gap> gaps() {
      Stream<String> base =
          job.base().stream().flatMap(it -> it.segments().stream()).map(Segment::table);
      return checked.gaps().isEmpty()
          ? List.of()
          : Gap.beyond(Recompute.this.gaps(base), checked.gaps());
    }

    /** Where the ledger counts otherwise; of a gap nobody knows how it counted what is there. */
    List<Difference> differences(Map<ShardEpoch, Tally> found) {
      Map<ShardEpoch, Tally> there = new HashMap<>(ledger);
      there.keySet().removeIf(at -> at.epoch() < reach.from());
      Map<ShardEpoch, Tally> here = new HashMap<>(found);
      for (Gap gap : checked.gaps()) {
        ShardEpoch at = new ShardEpoch(gap.shard(), gap.epoch());
        there.remove(at);
        here.remove(at);
      }
      return Difference.between(there, here);
    }

    Report report(
        Report.Outcome outcome, List<Difference> differences, Tally intake, Loading.Loaded loaded) {
      return new Report(
          job,
          outcome,
          manifest,
          gaps(),
          differences,
          intake,
          checked.duplicates(),
          causes,
          divergence,
          loaded,
          steps.seconds());
    }
  }
}
