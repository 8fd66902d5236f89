package io.trueup.batch.recompute;

import io.trueup.port.Table;
import io.trueup.store.CrossChecking;
import io.trueup.store.Gap;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stage of a recompute that compares its records with the hot deltas of the same epochs: those
 * from the version served to the new cut. The ledgers are read before the deltas: where they agree,
 * all that the deltas are to hold had been written. Where they do not, a record that one layer
 * lacks may come again within the window, and only that layer counts it then: so a difference also
 * speaks of the epochs of its shard up to a window later.
 */
final class LikeForLike {

  /** Items expire by whole seconds. */
  private static final long SECOND = 1_000;

  private final Job job;
  private final Job.Hot hot;
  private final List<CrossChecking.Entry> entries = new ArrayList<>();
  private final CrossChecking ledgers;
  private final List<Gap> gaps;
  private final Map<ShardEpoch, CrossChecking.Outcome> differing = new HashMap<>();
  private final Clock clock;

  /** Repeats are sought within the window, in milliseconds; the archive has gaps. */
  LikeForLike(Job job, Job.Hot hot, long window, List<Gap> gaps, Table control, Clock clock) {
    this.job = job;
    this.hot = hot;
    this.clock = clock;
    long reach = (window + job.epoch().millis() - 1) / job.epoch().millis();
    this.ledgers =
        CrossChecking.between(Math.max(0, hot.from() - reach), job.cut(), control, this::enter);
    this.gaps = gaps;
    ledgers.differences().forEach(each -> mark(at(each), each.outcome(), reach));
    gaps.forEach(gap -> mark(at(gap), CrossChecking.Outcome.LOST_BY_ARCHIVE, reach));
    ledgers.differences().forEach(each -> differing.put(at(each), each.outcome()));
  }

  private void enter(CrossChecking.Entry entry) {
    if (entry.epoch() >= hot.from()) {
      entries.add(entry);
    }
  }

  /** Marks where records may come again that a layer lacks; the worst difference counts. */
  private void mark(ShardEpoch at, CrossChecking.Outcome outcome, long reach) {
    long last = Math.min(job.cut() - 1, at.epoch() + reach);
    for (long epoch = Math.max(hot.from(), at.epoch()); epoch <= last; epoch++) {
      differing.merge(
          new ShardEpoch(at.shard(), epoch),
          outcome,
          (one, other) -> one.compareTo(other) < 0 ? one : other);
    }
  }

  /** Compares; {@code tallies} are what was found in the archive. */
  Divergence compare(Engine.Records records, Repeats repeats, Map<ShardEpoch, Tally> tallies) {
    long from = oldest();
    Compared compared = compared(from, records, repeats);
    if (haveGoneSince(from)) {
      from = oldest();
      compared = compared(from, records, repeats);
      if (haveGoneSince(from)) {
        // They go faster than they are read: what is left says nothing.
        from = job.cut();
        compared = Compared.NONE;
      }
    }
    Set<ShardEpoch> agreeing = new HashSet<>();
    long expired = 0;
    for (CrossChecking.Entry entry : entries) {
      if (entry.epoch() < from) {
        expired++;
      } else {
        agreeing.add(new ShardEpoch(entry.shard(), entry.epoch()));
      }
    }
    agreeing.removeAll(differing.keySet());
    return new Divergence(
        hot.from(),
        job.cut(),
        agreeing.size(),
        entries.size(),
        expired,
        compared,
        records(from, agreeing, tallies));
  }

  /** Whether deltas of epochs that were compared from one on may have gone while they were read. */
  private boolean haveGoneSince(long from) {
    long oldest = oldest();
    return entries.stream().anyMatch(entry -> entry.epoch() >= from && entry.epoch() < oldest);
  }

  private Compared compared(long from, Engine.Records records, Repeats repeats) {
    return from < job.cut()
        ? records.compared(new Comparing(hot.table(), from, job.cut(), differing), repeats)
        : Compared.NONE;
  }

  /** The first epoch to compare whose deltas can't have expired by now. */
  private long oldest() {
    Epochs epochs = job.epochs();
    return Math.max(hot.from(), epochs.of(clock.millis() + SECOND - hot.retention().millis()));
  }

  private Map<Cause, Long> records(
      long from, Set<ShardEpoch> agreeing, Map<ShardEpoch, Tally> tallies) {
    Map<Cause, Long> records = new TreeMap<>();
    ledgers.differences().stream()
        .filter(each -> each.epoch() >= from)
        .filter(each -> each.outcome() == CrossChecking.Outcome.LOST_BY_SPEED)
        .forEach(each -> records.merge(Cause.LOST_BY_SPEED, each.records(), Math::addExact));
    ledgers
        .lost(gaps)
        .forEach(
            (at, lost) -> {
              if (at.epoch() >= from) {
                records.merge(Cause.LOST_BY_ARCHIVE, lost, Math::addExact);
              }
            });
    for (ShardEpoch at : agreeing) {
      Tally tally = tallies.getOrDefault(at, Tally.NONE);
      records.merge(
          Cause.REPEAT_BEYOND_WINDOW,
          tally.count(Tallies.name(Repeat.BEYOND_WINDOW)),
          Math::addExact);
      records.merge(
          Cause.REPEAT_ACROSS_SHARDS,
          tally.count(Tallies.name(Repeat.ACROSS_SHARDS)),
          Math::addExact);
    }
    return records;
  }

  private static ShardEpoch at(Gap gap) {
    return new ShardEpoch(gap.shard(), gap.epoch());
  }

  private static ShardEpoch at(CrossChecking.Difference difference) {
    return new ShardEpoch(difference.shard(), difference.epoch());
  }
}
