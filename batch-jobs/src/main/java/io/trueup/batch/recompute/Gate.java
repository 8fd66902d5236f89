package io.trueup.batch.recompute;

import io.trueup.store.Gap;
import io.trueup.store.ShardEpoch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The comparison of the archive with its ledger below a cut: the (shard, epoch)s whose lines, some
 * of which may stand there twice, do not come to the ledger's count and digest.
 */
record Gate(Set<ShardEpoch> differing) {

  static Gate compare(Map<ShardEpoch, Totals> found, Map<ShardEpoch, Totals> ledger) {
    Set<ShardEpoch> all = new TreeSet<>(found.keySet());
    all.addAll(ledger.keySet());
    all.removeIf(at -> totals(found, at).equals(totals(ledger, at)));
    return new Gate(all);
  }

  /** The gaps that are left when each record counts once; {@code once} are those totals. */
  List<Gap> settle(Map<ShardEpoch, Totals> once, Map<ShardEpoch, Totals> ledger) {
    return differing.stream()
        .filter(at -> !totals(once, at).equals(totals(ledger, at)))
        .map(at -> gap(at, totals(ledger, at), totals(once, at)))
        .toList();
  }

  private static Gap gap(ShardEpoch at, Totals there, Totals here) {
    return new Gap(at.shard(), at.epoch(), there.received(), here.received(), here.digest());
  }

  private static Totals totals(Map<ShardEpoch, Totals> all, ShardEpoch at) {
    return all.getOrDefault(at, Totals.NONE);
  }
}
