package io.trueup.store;

import io.trueup.event.Position;
import io.trueup.port.Shard;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shards, entries and maps in the least words. */
final class Places {

  private Places() {}

  static Position at(long sequence) {
    return new Position(Long.toString(sequence), 0);
  }

  static Shard shard(String id, String... parents) {
    return new Shard(id, List.of(parents), BigInteger.ZERO, BigInteger.TEN);
  }

  static ShardMap map(Shard... shards) {
    Map<String, Shard> byId = new HashMap<>();
    for (Shard shard : shards) {
      byId.put(shard.id(), shard);
    }
    return new ShardMap(byId);
  }

  static LedgerEntry entry(String shard, long epoch, long arrival) {
    return new LedgerEntry(shard, epoch, at(1), at(2), arrival, Tally.NONE, -1, Map.of());
  }

  static Heads heads(ShardMap map, LedgerEntry... entries) {
    Map<String, LedgerEntry> heads = new HashMap<>();
    for (LedgerEntry entry : entries) {
      heads.put(entry.shard(), entry);
    }
    return new Heads(map, heads);
  }
}
