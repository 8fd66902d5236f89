package io.trueup.batch.recompute;

import io.trueup.store.ArchiveLine;
import io.trueup.store.Mix;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** How many records there are, and their digest. */
record Totals(long received, long digest) implements Serializable {

  static final Totals NONE = new Totals(0, 0);

  static Totals of(ArchiveLine line) {
    return new Totals(1, Mix.of(line.position(), line.data()));
  }

  static Totals of(Tally tally) {
    return new Totals(tally.count(Tally.RECEIVED), tally.digest());
  }

  /** The totals of some lines by (shard, epoch). */
  static Map<ShardEpoch, Totals> of(Iterator<ArchiveLine> lines) {
    Map<ShardEpoch, Totals> totals = new HashMap<>();
    lines.forEachRemaining(
        line -> totals.merge(new ShardEpoch(line.shard(), line.epoch()), of(line), Totals::plus));
    return totals;
  }

  Totals plus(Totals other) {
    return new Totals(Math.addExact(received, other.received), digest + other.digest);
  }

  /** Adds the totals of each (shard, epoch) to those of the same one. */
  static void add(Map<ShardEpoch, Totals> totals, Map<ShardEpoch, Totals> more) {
    more.forEach((at, each) -> totals.merge(at, each, Totals::plus));
  }
}
