package io.trueup.consume;

import io.trueup.port.Shards;
import io.trueup.port.Table;
import io.trueup.store.Ledger;
import io.trueup.store.ShardMap;
import java.util.HashSet;
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

  /** As {@link Ledger#arrivalBefore}. */
  long arrivalBefore(String shard, Ledger ledger) {
    return ledger.arrivalBefore(shard);
  }
}
