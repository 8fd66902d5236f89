package io.trueup.replay;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What both ledgers have of the stretches of an extent that the archive function has passed, to
 * hold the records of the archive against. Heads were read before entries: what a layer has passed
 * by its head is whole in its ledger.
 */
final class BothLedgers {

  /** What the two ledgers have of a stretch. */
  private record Entered(Tally archived, Tally live) {

    static final Entered NOTHING = new Entered(Tally.NONE, Tally.NONE);

    Entered plus(Entered other) {
      return new Entered(archived.plus(other.archived), live.plus(other.live));
    }
  }

  private final Heads archived;
  private final Heads live;
  private final Extent extent;
  private final Map<String, Long> passed = new HashMap<>();
  private final TreeMap<Stretch, Entered> entered = new TreeMap<>();

  /** Reads the entries; the heads are of one map. */
  BothLedgers(Table control, Heads archived, Heads live, Extent extent) {
    this.archived = archived;
    this.live = live;
    this.extent = extent;
    for (String shard : archived.map().shards().keySet()) {
      for (LedgerEntry each : entries(control, Layer.ARCHIVE, shard)) {
        enter(each, new Entered(each.tally(), Tally.NONE));
      }
      for (LedgerEntry each : entries(control, Layer.SPEED, shard)) {
        enter(each, new Entered(Tally.NONE, each.tally()));
      }
    }
  }

  private List<LedgerEntry> entries(Table control, Layer layer, String shard) {
    return new Ledger(control, layer).entries(shard, extent.sought(), passed(shard));
  }

  private void enter(LedgerEntry entry, Entered more) {
    entered.merge(new Stretch(entry.shard(), entry.epoch()), more, Entered::plus);
  }

  /** The first epoch of a shard that the archive function may still add to; the extent's end. */
  private long passed(String shard) {
    return passed.computeIfAbsent(
        shard,
        any ->
            extent.to() <= archived.cut() || archived.hasPassed(any, extent.to())
                ? extent.to()
                : head(archived, any));
  }

  private long head(Heads of, String shard) {
    long epoch = Optional.ofNullable(of.heads().get(shard)).map(LedgerEntry::epoch).orElse(0L);
    return Math.max(extent.sought(), epoch);
  }

  /** The stretches that either ledger has. */
  Set<Stretch> stretches() {
    return entered.keySet();
  }

  /** Of each shard that the archive function has not passed, the first stretch that it is in. */
  List<Lacking> open() {
    return archived.map().shards().keySet().stream()
        .filter(shard -> passed(shard) < extent.to())
        .map(
            shard ->
                new Lacking(
                    new Stretch(shard, Math.max(extent.from(), passed(shard))),
                    "the archive function has not passed it, nor any later one"))
        .toList();
  }

  /** Of some stretches those whose records are not what the ledgers say, and how they differ. */
  Map<Stretch, String> lacking(Spool spool, Collection<Stretch> of) {
    Map<Stretch, String> lacking = new TreeMap<>();
    for (Stretch each : of) {
      if (each.epoch() < passed(each.shard())) {
        Entered has = entered.getOrDefault(each, Entered.NOTHING);
        lack(spool.records(each), has).ifPresent(detail -> lacking.put(each, detail));
      }
    }
    return lacking;
  }

  private static Optional<String> lack(Tally found, Entered entered) {
    boolean mayBeMore = entered.live().count(Tally.RECEIVED) >= found.count(Tally.RECEIVED);
    return Spool.flaw(found, entered.archived(), "the archive's")
        .or(() -> mayBeMore ? Spool.flaw(found, entered.live(), "speed's") : Optional.empty());
  }

  /**
   * Where nothing lacks, and speed's ledger has less: each stretch that it has passed, and of each
   * shard the first one that it has not.
   */
  List<Unchecked> unchecked(Set<Stretch> lacking) {
    List<Unchecked> unchecked = new ArrayList<>();
    for (String shard : archived.map().shards().keySet()) {
      long end = passed(shard);
      long checked = live.hasPassed(shard, end) ? end : firstNotPassed(shard, end);
      entered
          .subMap(new Stretch(shard, extent.sought()), new Stretch(shard, checked))
          .forEach(
              (stretch, has) -> {
                long fewer = has.live().count(Tally.RECEIVED);
                long all = has.archived().count(Tally.RECEIVED);
                if (fewer < all && !lacking.contains(stretch)) {
                  unchecked.add(
                      new Unchecked(
                          stretch,
                          "speed's ledger has %d of its %d records: the archive's own alone vouches for them"
                              .formatted(fewer, all)));
                }
              });
      if (checked < end) {
        unchecked.add(
            new Unchecked(
                new Stretch(shard, checked),
                "the speed layer has not passed it, nor any later one: the archive's own ledger alone"
                    + " vouches for them"));
      }
    }
    return unchecked;
  }

  /** On a child without a head of speed nothing is older than what its parents are named for. */
  private long firstNotPassed(String shard, long end) {
    if (live.heads().containsKey(shard)) {
      return head(live, shard);
    }
    Stretch first = entered.ceilingKey(new Stretch(shard, extent.sought()));
    boolean isChild =
        Optional.ofNullable(live.map().shards().get(shard)).stream()
            .flatMap(each -> each.parents().stream())
            .anyMatch(live.map().shards()::containsKey);
    if (first != null && first.shard().equals(shard)) {
      return first.epoch();
    }
    return isChild ? end : extent.sought();
  }
}
