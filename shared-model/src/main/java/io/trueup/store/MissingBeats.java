package io.trueup.store;

import io.trueup.time.Span;
import java.util.List;

/**
 * The heartbeats that a layer's ledger should have and has not: numbers between the first and the
 * newest one that it has, in the newest {@value #EPOCHS} entries of each open shard. Records that
 * never reached a layer, nor are to come, leave such a gap. It is a lower bound: a beat that came
 * twice hides one that lacks, and what lies before a shard's first beat or after its newest is not
 * looked at. A beat that was never sent, or is on its way while a newer one has come, counts too.
 */
public final class MissingBeats {

  /** Entries that are read of a shard: a day's, where epochs have 5 minutes. */
  private static final int EPOCHS = 288;

  /** A beat of the interval comes sooner: a queue keeps it for an hour. */
  private static final long LATEST = 86_400_000;

  private MissingBeats() {}

  /** On all open shards of a layer; beats are an interval apart. */
  public static long of(Heads heads, Ledger ledger, Span interval) {
    return heads.bounding().stream()
        .mapToLong(shard -> among(ledger.newest(shard, EPOCHS), interval))
        .sum();
  }

  /** Among a shard's entries, the newest first. */
  static long among(List<LedgerEntry> newestFirst, Span interval) {
    List<LedgerEntry> beating =
        newestFirst.stream().filter(entry -> isOf(interval, entry)).toList();
    if (beating.isEmpty()) {
      return 0;
    }
    int last = beating.size() - 1;
    long oldest = beating.get(last).beat();
    long newest = beating.stream().mapToLong(LedgerEntry::beat).reduce(oldest, Math::max);
    long met =
        beating.subList(0, last).stream()
            .mapToLong(entry -> entry.tally().count(Tally.BEATS))
            .sum();
    return Math.max(0, newest - oldest - met);
  }

  /**
   * Whether an entry has beats of this interval: by another one their numbers are of other times.
   */
  private static boolean isOf(Span interval, LedgerEntry entry) {
    return entry.beat() != LedgerEntry.NO_BEAT
        && Math.abs(entry.beat() * interval.millis() - entry.arrival()) < LATEST;
  }
}
