package io.trueup.trueup;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the two layers entered in their ledgers below a cut, per (shard, epoch), but for
 * repeats, which the speed layer alone counts. Equal entries show that both saw the same records
 * and took them for the same, or, where they counted by different definitions around a change, that
 * they saw the same records. Where they differ, the counts say which layer lacks records.
 */
record CrossChecking(Outcome outcome, List<Difference> differences) {

  /** What the comparison says of a version, the worst first. */
  enum Outcome {
    /** Same counts but other totals: one layer is wrong, and nobody knows which. */
    CONTRADICTORY,
    /** The archive has less than the speed layer: exactness itself is in doubt. */
    LOST_BY_ARCHIVE,
    /** The speed layer has passed and has less: the live numbers were too low. */
    LOST_BY_SPEED,
    /** The speed layer has not got there yet. */
    NOT_YET,
    EQUAL
  }

  /** An epoch of a shard on which the ledgers differ. */
  record Difference(String shard, long epoch, Outcome outcome, Tally speed, Tally archive) {}

  static CrossChecking below(long cut, Table control) {
    ShardMap map = ShardMap.read(control);
    Ledger speed = new Ledger(control, Layer.SPEED);
    Heads reached = Heads.read(map, speed);
    List<Difference> differences = new ArrayList<>();
    for (String shard : map.shards().keySet()) {
      Map<Long, LedgerEntry> live = byEpoch(speed.entries(shard, 0, cut));
      Map<Long, LedgerEntry> archived =
          byEpoch(new Ledger(control, Layer.ARCHIVE).entries(shard, 0, cut));
      boolean passed = reached.hasPassed(shard, cut);
      Set<Long> all = new TreeSet<>(live.keySet());
      all.addAll(archived.keySet());
      for (long epoch : all) {
        Tally one = comparable(live.get(epoch), archived.get(epoch));
        Tally other = comparable(archived.get(epoch), live.get(epoch));
        if (!one.equals(other)) {
          differences.add(new Difference(shard, epoch, compare(one, other, passed), one, other));
        }
      }
    }
    Outcome worst =
        differences.stream()
            .map(Difference::outcome)
            .min(java.util.Comparator.naturalOrder())
            .orElse(reached.cut() >= cut ? Outcome.EQUAL : Outcome.NOT_YET);
    return new CrossChecking(worst, differences);
  }

  private static Outcome compare(Tally speed, Tally archive, boolean passed) {
    long live = speed.count(Tally.RECEIVED);
    long archived = archive.count(Tally.RECEIVED);
    if (live > archived) {
      return Outcome.LOST_BY_ARCHIVE;
    }
    if (live == archived) {
      return Outcome.CONTRADICTORY;
    }
    return passed ? Outcome.LOST_BY_SPEED : Outcome.NOT_YET;
  }

  private static Map<Long, LedgerEntry> byEpoch(List<LedgerEntry> entries) {
    Map<Long, LedgerEntry> byEpoch = new TreeMap<>();
    entries.forEach(entry -> byEpoch.put(entry.epoch(), entry));
    return byEpoch;
  }

  /** What of an entry must equal the other layer's. */
  private static Tally comparable(@Nullable LedgerEntry entry, @Nullable LedgerEntry other) {
    if (entry == null) {
      return Tally.NONE;
    }
    return other == null || entry.counting().equals(other.counting())
        ? entry.tally().intake()
        : entry.tally().records();
  }
}
