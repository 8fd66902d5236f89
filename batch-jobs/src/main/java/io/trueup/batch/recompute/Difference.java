package io.trueup.batch.recompute;

import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A (shard, epoch) of which the recompute counted other results of intake than the archive's
 * ledger: one of them took a record for what it is not.
 */
record Difference(ShardEpoch at, Tally ledger, Tally found) {

  static List<Difference> between(Map<ShardEpoch, Tally> ledger, Map<ShardEpoch, Tally> found) {
    TreeSet<ShardEpoch> all = new TreeSet<>(ledger.keySet());
    all.addAll(found.keySet());
    List<Difference> differences = new ArrayList<>();
    for (ShardEpoch at : all) {
      Tally one = intake(ledger.getOrDefault(at, Tally.NONE));
      Tally other = intake(found.getOrDefault(at, Tally.NONE));
      if (!one.equals(other)) {
        differences.add(new Difference(at, one, other));
      }
    }
    return differences;
  }

  /** The tally without what a ledger counts besides the results of intake, and without zeros. */
  private static Tally intake(Tally tally) {
    Map<String, Long> counts = new TreeMap<>(tally.counts());
    counts.values().removeIf(count -> count == 0);
    counts.keySet().removeIf(name -> !isIntake(name));
    return new Tally(counts, tally.digest());
  }

  private static boolean isIntake(String name) {
    return name.equals(Tally.RECEIVED)
        || name.equals(Tally.ACCEPTED)
        || name.equals(Tally.LATE)
        || name.equals(Tally.BEATS)
        || name.startsWith(Tally.REJECTED);
  }
}
