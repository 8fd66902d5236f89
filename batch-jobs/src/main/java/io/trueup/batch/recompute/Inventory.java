package io.trueup.batch.recompute;

import io.trueup.port.Objects;
import io.trueup.port.Replay;
import io.trueup.port.Table;
import io.trueup.store.Gap;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardEpoch;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The first stage of a recompute: holds the archive against its ledger, and looks for what lacks
 * wherever it may still be. Not read is what the edition of the master dataset holds: that was held
 * against the ledger before.
 */
final class Inventory {

  /** What was found. {@code unknown} are the gaps that nobody has accepted yet. */
  record Stock(
      Map<ShardEpoch, Tally> ledger, Manifest manifest, Checked checked, List<Gap> unknown) {}

  private final Job job;
  private final Archive archive;
  private final Engine engine;
  private final Steps steps;
  private final Objects objects;
  private final Table control;

  Inventory(Job job, Archive archive, Engine engine, Steps steps) {
    this.job = job;
    this.archive = archive;
    this.engine = engine;
    this.steps = steps;
    this.objects = archive.effects().objects(job.archiveBucket());
    this.control = archive.effects().table(job.controlTable());
  }

  /** Takes stock, as of a time; by which definition the ledger counts is added to a list. */
  Stock take(Instant now, CountedBy countedBy) {
    Map<ShardEpoch, Tally> ledger =
        steps.step("ledger", () -> ledger(countedBy), l -> l.size() + " entries");
    Stock stock =
        stock(
            ledger, manifest("manifest", Whereabouts.list(archive, job.archivePrefix(), objects)));
    boolean isAgain = job.again().filter(it -> !now.isBefore(it.from())).isPresent();
    if (!stock.unknown().isEmpty() && isAgain) {
      stock = with(stock, filled(stock, job.again().orElseThrow()));
    }
    if (!stock.unknown().isEmpty() && isAgain && isPartOfTheArchive()) {
      stock = with(stock, manifest("elsewhere", elsewhere(stock.manifest())));
    }
    return stock;
  }

  /** The gaps that segments name. */
  static List<Gap> gaps(Effects effects, Stream<String> tables) {
    return tables.flatMap(table -> Gap.read(effects.segments().table(table)).stream()).toList();
  }

  private Stock with(Stock stock, Manifest more) {
    return stock(stock.ledger(), stock.manifest().plus(more));
  }

  private Stock stock(Map<ShardEpoch, Tally> ledger, Manifest manifest) {
    Checked checked = Checked.of(manifest, ledger, archive, engine, steps);
    return new Stock(ledger, manifest, checked, unknown(checked.gaps()));
  }

  private List<Gap> unknown(List<Gap> gaps) {
    return gaps.isEmpty()
        ? List.of()
        : Gap.beyond(
            gaps(archive.effects(), job.lacking().stream().flatMap(it -> it.served().stream())),
            gaps);
  }

  private Map<ShardEpoch, Tally> ledger(CountedBy countedBy) {
    Ledger entries = new Ledger(control, Layer.ARCHIVE);
    ShardMap shards = ShardMap.read(control);
    Map<ShardEpoch, Tally> tallies = new TreeMap<>();
    Map<String, LedgerEntry> heads = new TreeMap<>();
    for (String shard : shards.shards().keySet()) {
      for (LedgerEntry entry : entries.entries(shard, archive.reach().sought(), Ledger.END)) {
        if (entry.epoch() < archive.reach().cut()) {
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
  private void requirePassed(Heads archived) {
    if (job.cut() > archived.cut()) {
      throw new IllegalStateException(
          "recompute up to cut %d, expected at most %d, which the archive has passed on every shard"
              .formatted(job.cut(), archived.cut()));
    }
  }

  private Manifest manifest(String step, List<String> keys) {
    return steps.step(
        step,
        () -> engine.manifest(keys),
        m -> m.objects().size() + " objects, " + Manifest.records(m.totals().values()));
  }

  /** Reads what the archive lacks from the stream again; the objects that have come of it. */
  private Manifest filled(Stock stock, Job.Again again) {
    Ledger entries = new Ledger(control, Layer.ARCHIVE);
    Replay stream = archive.effects().stream(again.stream());
    List<String> keys =
        steps.step(
            "refill",
            () -> stock.unknown().stream().flatMap(gap -> filled(gap, entries, stream)).toList(),
            all -> all.size() + " objects for " + stock.unknown().size() + " gaps");
    Set<String> known = stock.manifest().names();
    return engine.manifest(keys.stream().filter(key -> !known.contains(key)).toList());
  }

  private Stream<String> filled(Gap gap, Ledger entries, Replay stream) {
    return entries.entries(gap.shard(), gap.epoch(), gap.epoch() + 1).stream()
        .flatMap(
            entry ->
                Refill.of(entry, entries, stream, job.epochs(), objects, job.archivePrefix())
                    .stream());
  }

  /** Whether other objects than were listed may hold what lacks. */
  private boolean isPartOfTheArchive() {
    return archive.reach().sought() > 0 || archive.edition().cut() > 0;
  }

  /** All other objects. */
  private List<String> elsewhere(Manifest manifest) {
    Set<String> known = manifest.names();
    return objects.list(job.archivePrefix()).stream().filter(key -> !known.contains(key)).toList();
  }
}
