package io.trueup.consume;

import io.trueup.port.Shard;
import io.trueup.port.Shards;
import io.trueup.port.Table;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.ShardMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The lineage of shards: where a shard's arrival begins. It remembers shards that are known to the
 * shard map, and extends the map when it meets one that is not. Not safe for many threads.
 */
final class Lineage {

  private final Table control;
  private final Shards shards;
  private final Set<String> known = new HashSet<>();

  Lineage(Table control, Shards shards) {
    this.control = control;
    this.shards = shards;
  }

  /** Makes sure that the shard map has a shard, before anything of it is written. */
  void meet(String shard) {
    if (known.contains(shard)) {
      return;
    }
    if (!ShardMap.read(control).shards().containsKey(shard)) {
      ShardMap.extend(control, shards.list());
    }
    ShardMap map = ShardMap.read(control);
    if (!map.shards().containsKey(shard)) {
      throw new IllegalStateException(
          "shard '%s' is not in the list of the stream's shards %s"
              .formatted(shard, map.shards().keySet()));
    }
    known.addAll(map.shards().keySet());
  }

  /** The largest arrival on the shards that a shard descends from; 0 when there is none. */
  long arrivalBefore(String shard, Ledger ledger) {
    ShardMap map = ShardMap.read(control);
    long arrival = 0;
    Deque<String> open = new ArrayDeque<>();
    open.add(shard);
    while (!open.isEmpty()) {
      for (String parent : parents(map, open.remove())) {
        Optional<LedgerEntry> head = ledger.head(parent);
        arrival = Math.max(arrival, head.map(LedgerEntry::arrival).orElse(0L));
        if (head.isEmpty()) {
          open.add(parent);
        }
      }
    }
    return arrival;
  }

  /** None of a shard that Kinesis has dropped from its list before this deployment met it. */
  private static Iterable<String> parents(ShardMap map, String shard) {
    return Optional.ofNullable(map.shards().get(shard)).map(Shard::parents).orElse(List.of());
  }
}
