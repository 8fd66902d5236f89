package io.trueup.batch.recompute;

import io.trueup.batch.lineage.Journal;
import io.trueup.batch.master.Compacted;
import io.trueup.batch.master.Edition;
import io.trueup.batch.master.Master;
import io.trueup.batch.master.Tidied;
import io.trueup.definition.View;
import io.trueup.port.Objects;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.store.Gap;
import io.trueup.store.InForce;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.ShardEpoch;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One recompute: holds the archive below the cut against its ledger, finds the records that repeat
 * another, computes every cell anew from each other record once, compares the records of the last
 * epochs with the hot deltas, and loads a new segment. Of an increment all that is of its epochs
 * alone, and as far back as it seeks what its records repeat. Where the archive lacks anything that
 * it may still get, or its ledger is contradicted, nothing is made; what nobody has any more the
 * segment names as its gaps. The report is written last.
 */
public final class Recompute {

  private static final Logger LOG = LoggerFactory.getLogger(Recompute.class);

  private final Effects effects;
  private final Job job;
  private final Reach reach;
  private final Clock clock;
  private final Steps steps;
  private final Engine engine;
  private final Archive archive;
  private final InForce inForce;

  private Recompute(Engine engine, Archive archive, Job job, Clock clock) {
    this.engine = engine;
    this.archive = archive;
    this.effects = archive.effects();
    this.job = job;
    this.reach = job.reach();
    this.clock = clock;
    this.steps = new Steps(job, clock);
    this.inForce =
        InForce.read(effects.table(job.controlTable()))
            .orElseGet(
                () -> InForce.first(job.epoch(), job.fingerprint(), job.definition().toString()));
  }

  /**
   * Runs a job to its report, and tells of its lineage. Fails when the report could not be written
   * for any reason.
   */
  public static void run(JavaSparkContext spark, Effects effects, Job job, Clock clock) {
    run(spark, effects, job, clock, Journal.PATIENCE);
  }

  static void run(
      JavaSparkContext spark, Effects effects, Job job, Clock clock, Duration patience) {
    new Lineage(job, spark.version(), clock)
        .of(() -> recomputed(spark, effects, job, clock), effects, patience);
  }

  private static Report recomputed(JavaSparkContext spark, Effects effects, Job job, Clock clock) {
    if (job.master().isEmpty()) {
      return run(spark, Archive.of(job, effects, Edition.NONE), Optional.empty(), job, clock);
    }
    try (Master master = Master.open(spark, job.master().get(), job.epochs())) {
      Edition main = master.main();
      return job.reach().follows(main)
          ? run(spark, Archive.of(job, effects, main), Optional.of(master), job, clock)
          : run(spark, Archive.of(job, effects, Edition.NONE), Optional.empty(), job, clock);
    }
  }

  private static Report run(
      JavaSparkContext spark, Archive archive, Optional<Master> master, Job job, Clock clock) {
    return run(new SparkEngine(spark, archive, master), archive, job, clock);
  }

  /** As above, on the calling thread alone, for a small archive and its master dataset, if any. */
  public static void runOnOneThread(
      Effects effects, Optional<SmallMaster> master, Job job, Clock clock) {
    Optional<Edition> main =
        master.map(SmallMaster::main).filter(edition -> job.reach().follows(edition));
    Archive archive = Archive.of(job, effects, main.orElse(Edition.NONE));
    run(new OneThread(archive, master.filter(any -> main.isPresent())), archive, job, clock);
  }

  private static Report run(Engine engine, Archive archive, Job job, Clock clock) {
    Report report = new Recompute(engine, archive, job, clock).report();
    archive.effects().objects(job.archiveBucket()).write(job.reportKey(), report.json());
    return report;
  }

  private Report report() {
    Instant begun = clock.instant();
    CountedBy countedBy = new CountedBy(inForce);
    Draft draft = new Draft(new Inventory(job, archive, engine, steps).take(begun, countedBy));
    boolean isLast = job.lacking().filter(it -> !begun.isBefore(it.from())).isPresent();
    return draft.stock.unknown().isEmpty() || isLast
        ? recomputed(draft, countedBy)
        : draft.report(Report.Outcome.INCOMPLETE, List.of(), Tally.NONE, Loading.Loaded.NONE);
  }

  private Report recomputed(Draft draft, CountedBy countedBy) {
    DefinitionBytes definitions = definitions(countedBy);
    Source source = compacted(draft, definitions);
    if (engine.compacts() && reach.from() == 0) {
      tidy();
    }
    Engine.Records records = engine.records(source, definitions);
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
              List<Gap> gaps = draft.stock.checked().gaps();
              draft.divergence = Optional.of(compared(hot, window, gaps, records, repeats, found));
            });
    Loading.Loaded loaded =
        steps.step(
            "load",
            () -> load(grouped, definitions.definition(), draft),
            l -> "%d cells in %d strips, %d units".formatted(l.cells(), l.strips(), l.units()));
    Report.Outcome outcome =
        draft.gaps().isEmpty() ? Report.Outcome.LOADED : Report.Outcome.LACKING;
    return draft.report(outcome, List.of(), sum(found), loaded);
  }

  /**
   * Adds what is new to the master dataset, where there is one that what lies behind it is in; what
   * is read from then on.
   */
  private Source compacted(Draft draft, DefinitionBytes definitions) {
    Checked checked = draft.stock.checked();
    Edition before = archive.edition();
    if (!engine.compacts() || before.cut() >= reach.cut()) {
      draft.edition = before;
      return checked.source();
    }
    ToMaster what = ToMaster.of(before, reach.cut(), checked, draft.stock.ledger());
    Compacted compacted =
        steps.step(
            "compact",
            () -> engine.compact(what, job.segmentTable(), definitions),
            c -> "cut " + c.main().cut());
    if (!(compacted instanceof Compacted.Published)) {
      throw new IllegalStateException(
          "compact %s: found %s, expected to be the only run"
              .formatted(what.addition(), compacted));
    }
    draft.edition = compacted.main();
    return checked.source().in(compacted.main());
  }

  /** The next full recompute does what this one can't; numbers do not wait for it. */
  private void tidy() {
    try {
      steps.step("tidy", () -> engine.tidy(clock.instant()), Tidied::toString);
    } catch (RuntimeException failed) {
      LOG.error(
          "{} attempt {}: the master dataset was not tidied", job.run(), job.attempt(), failed);
    }
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
    Function<Loading.Loaded, SegmentAbout> about =
        loaded -> about(loaded, definition, draft.stock.manifest());
    return switch (job.load()) {
      case WRITES -> write(grouped, draft.gaps(), about);
      case IMPORT -> Importing.of(job, effects).load(grouped, draft.gaps(), about);
    };
  }

  private Loading.Loaded write(
      Engine.Grouped grouped, List<Gap> gaps, Function<Loading.Loaded, SegmentAbout> about) {
    Tables segments = effects.segments();
    Table segment =
        job.newestServed()
            .map(served -> segments.createLike(job.segmentTable(), served))
            .orElseGet(() -> segments.create(job.segmentTable()));
    if (SegmentAbout.claim(segment, job.run(), job.attempt()) instanceof Outcome.Refused other) {
      throw new IllegalStateException(
          "load segment %s: taken by %s, expected a new one"
              .formatted(job.segmentTable(), other.stored()));
    }
    Loading.Loaded loaded = grouped.load(job.segmentTable(), job.budget());
    segment.writeAll(gaps.stream().map(Gap::item).toList());
    segment.writeAll(List.of(about.apply(loaded).item()));
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
    private final Inventory.Stock stock;
    private Edition edition = Edition.NONE;
    private Causes causes = Causes.NONE;
    private Optional<Divergence> divergence = Optional.empty();

    Draft(Inventory.Stock stock) {
      this.stock = stock;
    }

    /** The gaps that the new segment names: all that those of its base do not. */
    List<Gap> gaps() {
      List<Gap> gaps = stock.checked().gaps();
      Stream<String> base =
          job.base().stream().flatMap(it -> it.segments().stream()).map(Segment::table);
      return gaps.isEmpty() ? List.of() : Gap.beyond(Inventory.gaps(effects, base), gaps);
    }

    /** Where the ledger counts otherwise; of a gap nobody knows how it counted what is there. */
    List<Difference> differences(Map<ShardEpoch, Tally> found) {
      Map<ShardEpoch, Tally> there = new HashMap<>(stock.ledger());
      there.keySet().removeIf(at -> at.epoch() < reach.from());
      Map<ShardEpoch, Tally> here = new HashMap<>(found);
      for (Gap gap : stock.checked().gaps()) {
        there.remove(gap.at());
        here.remove(gap.at());
      }
      return Difference.between(there, here);
    }

    Report report(
        Report.Outcome outcome, List<Difference> differences, Tally intake, Loading.Loaded loaded) {
      return new Report(
          job,
          outcome,
          edition,
          stock.manifest(),
          gaps(),
          differences,
          intake,
          stock.checked().duplicates(),
          causes,
          divergence,
          loaded,
          steps.seconds());
    }
  }
}
