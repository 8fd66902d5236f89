package io.trueup.batch.recompute;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The comparison of the archive with its ledger below a cut, per (shard, epoch): {@code gaps} lack
 * records or hold ones that the ledger does not know; {@code doubled} hold at least as many as the
 * ledger but others, which records that stand twice may explain.
 */
record Gate(List<Gap> gaps, Set<ShardEpoch> doubled) {

  static Gate compare(Map<ShardEpoch, Totals> found, Map<ShardEpoch, Totals> ledger) {
    List<Gap> gaps = new ArrayList<>();
    Set<ShardEpoch> doubled = new TreeSet<>();
    for (ShardEpoch at : union(found, ledger)) {
      Totals here = found.getOrDefault(at, Totals.NONE);
      Totals there = ledger.getOrDefault(at, Totals.NONE);
      if (here.equals(there)) {
        continue;
      }
      if (here.received() < there.received() || !ledger.containsKey(at)) {
        gaps.add(new Gap(at, there.received(), here.received()));
      } else {
        doubled.add(at);
      }
    }
    return new Gate(gaps, doubled);
  }

  /** The gaps that are left when each record counts once; {@code once} are those totals. */
  List<Gap> settle(Map<ShardEpoch, Totals> once, Map<ShardEpoch, Totals> ledger) {
    Map<ShardEpoch, Gap> all = new TreeMap<>();
    gaps.forEach(gap -> all.put(gap.at(), gap));
    for (ShardEpoch at : doubled) {
      Totals here = once.getOrDefault(at, Totals.NONE);
      Totals there = ledger.getOrDefault(at, Totals.NONE);
      if (!here.equals(there)) {
        all.put(at, new Gap(at, there.received(), here.received()));
      }
    }
    return List.copyOf(all.values());
  }

  private static Set<ShardEpoch> union(Map<ShardEpoch, Totals> one, Map<ShardEpoch, Totals> other) {
    Set<ShardEpoch> all = new TreeSet<>(one.keySet());
    all.addAll(other.keySet());
    return all;
  }
}
