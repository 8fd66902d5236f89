package io.trueup.replay;

import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.ArchiveHour;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.ShardMap;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the hot deltas again that answers need: of the epochs from the cut of the version served to
 * the one that is open when it begins, which it waits for. Each stretch that the speed layer has
 * passed, and whose lines in the archive, as those of a window before it, are the records of
 * speed's ledger entry, is consumed once more by the speed code, and held against the hot table.
 * The rest is left alone and named. Why it may run beside any other writer is said of the package.
 * It holds one stretch in memory at a time. For one thread.
 */
public final class Replaying {

  private static final String PREFIX = "archive/";
  private static final long HOUR_MILLIS = 3_600_000;

  private final Table control;
  private final Table hot;
  private final Objects archive;
  private final Library library;
  private final Span retention;
  private final Clock clock;
  private final Workers workers;
  private final Ledger speed;
  private final InForce inForce;
  private final Epochs epochs;

  /** {@code retention} is how long hot items are kept after the end of their epoch. */
  public Replaying(
      Table control,
      Table hot,
      Objects archive,
      Library library,
      Span retention,
      Clock clock,
      Workers workers) {
    this.control = control;
    this.hot = hot;
    this.archive = archive;
    this.library = library;
    this.retention = retention;
    this.clock = clock;
    this.workers = workers;
    this.speed = new Ledger(control, Layer.SPEED);
    this.inForce = library.inForce();
    this.epochs = new Epochs(inForce.epoch());
  }

  /** Says what differs, and changes nothing. */
  public Replayed compare(Patience patience) {
    return run(Mending.Means.LOOK, patience);
  }

  /** Makes the hot table what the speed code makes of the archive. */
  public Replayed mend(Patience patience) {
    return run(Mending.Means.WRITE, patience);
  }

  /** The epochs that are looked at, and the first one that a record of them may repeat one of. */
  private record Extent(long sought, long from, long to) {}

  private Replayed run(Mending.Means means, Patience patience) {
    long now = clock.millis();
    Heads begun = Heads.read(ShardMap.read(control), speed);
    Optional<Long> first = begun.firstLive(Pointer.read(control).cut(), speed);
    if (first.isEmpty()) {
      return Replayed.nothing();
    }
    // An item expires when the retention has gone by since the end of its epoch.
    long kept = Math.max(first.get(), epochs.of(now - retention.millis()));
    long open =
        begun.heads().values().stream()
            .mapToLong(LedgerEntry::epoch)
            .reduce(epochs.of(now), Math::max);
    Extent extent = new Extent(Math.max(0, kept - window()), kept, Math.max(kept, open));
    Heads heads = awaitPassed(extent, patience);
    try (Spool spool = new Spool(archive, epochs, any -> {})) {
      Map<Stretch, LedgerEntry> entries = entries(heads, extent);
      Map<Stretch, String> flawed = awaitArchived(spool, heads, entries, extent, patience);
      return new Pass(
              means, heads, extent, spool, entries, flawed, expired(heads, first.get(), kept))
          .replayed();
    }
  }

  private long window() {
    return inForce.tenures().stream()
        .mapToLong(tenure -> Whole.epochs(library.load(tenure), epochs))
        .max()
        .orElse(0);
  }

  private long expired(Heads heads, long first, long kept) {
    return heads.heads().keySet().stream()
        .mapToLong(shard -> speed.entries(shard, first, kept).size())
        .sum();
  }

  private Heads awaitPassed(Extent extent, Patience patience) {
    while (true) {
      Heads heads = Heads.read(ShardMap.read(control), speed);
      List<String> behind =
          heads.map().shards().keySet().stream()
              .filter(shard -> !heads.hasPassed(shard, extent.to() + 1))
              .toList();
      if (behind.isEmpty()) {
        return heads;
      }
      if (!patience.await(
          "the speed layer to pass epoch %d on %s".formatted(extent.to(), behind))) {
        return Heads.read(ShardMap.read(control), speed);
      }
    }
  }

  /** Speed's entries of stretches that it has passed: no writer adds to them any more. */
  private Map<Stretch, LedgerEntry> entries(Heads heads, Extent extent) {
    Map<Stretch, LedgerEntry> entries = new TreeMap<>();
    for (String shard : heads.map().shards().keySet()) {
      for (LedgerEntry entry : speed.entries(shard, extent.sought(), extent.to() + 1)) {
        if (heads.hasPassed(shard, entry.epoch() + 1)) {
          entries.put(new Stretch(shard, entry.epoch()), entry);
        }
      }
    }
    return entries;
  }

  /** Reads the archive until it has what speed's ledger has, and says what it has not by then. */
  private Map<Stretch, String> awaitArchived(
      Spool spool,
      Heads heads,
      Map<Stretch, LedgerEntry> entries,
      Extent extent,
      Patience patience) {
    long since = Math.max(0, epochs.start(extent.sought()) - HOUR_MILLIS);
    Map<Stretch, LedgerEntry> open = new TreeMap<>(entries);
    while (true) {
      spool.fill(
          archive.list(PREFIX, ArchiveHour.folder(PREFIX, since)),
          it -> it.epoch() >= extent.sought() && it.epoch() <= extent.to());
      Map<Stretch, String> flawed = new TreeMap<>();
      open.forEach(
          (it, entry) ->
              Spool.flaw(spool.records(it), entry.tally(), "speed's")
                  .ifPresent(text -> flawed.put(it, text)));
      open.keySet().retainAll(flawed.keySet());
      if (flawed.isEmpty()
          || !patience.await(
              "the archive to hold what %d epochs of shards have".formatted(flawed.size()))) {
        for (Stretch each : spool.stretches()) {
          if (!entries.containsKey(each) && heads.hasPassed(each.shard(), each.epoch() + 1)) {
            flawed.put(each, "the archive has records, and speed's ledger none");
          }
        }
        return flawed;
      }
    }
  }

  /** One pass over all stretches. */
  private final class Pass {
    private final Heads heads;
    private final Extent extent;
    private final Spool spool;
    private final Map<Stretch, LedgerEntry> entries;
    private final Map<Stretch, String> flawed;
    private final long expired;
    private final Whole whole;
    private final Mending mending;
    private final List<Difference> differences = new ArrayList<>();
    private final List<Untouched> untouched = new ArrayList<>();
    private long unlisted;
    private long stretches;

    Pass(
        Mending.Means means,
        Heads heads,
        Extent extent,
        Spool spool,
        Map<Stretch, LedgerEntry> entries,
        Map<Stretch, String> flawed,
        long expired) {
      this.heads = heads;
      this.extent = extent;
      this.spool = spool;
      this.entries = entries;
      this.flawed = flawed;
      this.expired = expired;
      this.whole = new Whole(library, inForce, epochs, entries.values());
      this.mending = new Mending(hot, means, workers);
    }

    Replayed replayed() {
      for (String shard : heads.map().shards().keySet()) {
        if (!heads.hasPassed(shard, extent.to() + 1)) {
          long at =
              Optional.ofNullable(heads.heads().get(shard))
                  .map(LedgerEntry::epoch)
                  .orElse(extent.from());
          untouched.add(
              new Untouched(
                  new Stretch(shard, Math.max(at, extent.from())),
                  Untouched.Why.OPEN,
                  "the speed layer has not passed it, nor any later one"));
        }
        replay(shard);
      }
      return new Replayed(
          extent.from(), extent.to(), stretches, differences, unlisted, untouched, expired);
    }

    private void replay(String shard) {
      Remade remade = new Remade(shard, heads.map(), library, inForce, epochs, retention);
      long lastFlaw = Long.MIN_VALUE;
      for (long epoch = extent.sought(); epoch <= extent.to(); epoch++) {
        Stretch stretch = new Stretch(shard, epoch);
        if (flawed.containsKey(stretch)) {
          lastFlaw = epoch;
        }
        LedgerEntry entry = entries.get(stretch);
        if (entry != null) {
          List<Item> right = remade.consume(spool.lines(stretch), whole.as(entry));
          Optional<LedgerEntry> made = remade.entry(epoch);
          if (epoch >= extent.from()) {
            settle(stretch, entry, made, right, lastFlaw);
          }
          // What was taken otherwise may be what a later record repeats.
          lastFlaw = isSame(made, entry) ? lastFlaw : epoch;
        } else if (lastFlaw == epoch && epoch >= extent.from()) {
          leave(stretch, Untouched.Why.INCOMPLETE, flawed.getOrDefault(stretch, ""));
        }
      }
    }

    private void settle(
        Stretch stretch,
        LedgerEntry entry,
        Optional<LedgerEntry> made,
        List<Item> right,
        long lastFlaw) {
      List<View> views = whole.views(entry);
      if (lastFlaw == stretch.epoch()) {
        leave(stretch, Untouched.Why.INCOMPLETE, flawed.getOrDefault(stretch, ""));
      } else if (lastFlaw >= stretch.epoch() - window()) {
        leave(
            stretch,
            Untouched.Why.REPEATS_UNKNOWN,
            "what it may repeat is incomplete in epoch %d".formatted(lastFlaw));
      } else if (!isSame(made, entry)) {
        leave(
            stretch,
            Untouched.Why.TAKEN_OTHERWISE,
            "its records are %s, expected %s as in speed's ledger"
                .formatted(
                    made.map(it -> it.tally().counts().toString()).orElse("none"),
                    entry.tally().counts()));
      } else {
        Mending.Found found = mending.mend(stretch, views, right);
        differences.addAll(found.differences());
        unlisted += found.unlisted();
        stretches++;
      }
    }

    private boolean isSame(Optional<LedgerEntry> made, LedgerEntry entry) {
      return made.filter(it -> it.tally().intake().equals(entry.tally().intake())).isPresent();
    }

    private void leave(Stretch stretch, Untouched.Why why, String detail) {
      untouched.add(new Untouched(stretch, why, detail));
    }
  }
}
