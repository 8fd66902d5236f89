package io.trueup.batch.recompute;

import io.trueup.port.Replay;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A stream's records in memory. For one thread. */
final class MemoryReplay implements Replay {

  private final Map<String, List<Kept>> shards = new HashMap<>();

  void put(String shard, Kept record) {
    shards.computeIfAbsent(shard, any -> new ArrayList<>()).add(record);
  }

  /** Loses the oldest record of a shard. */
  void lose(String shard) {
    shards.computeIfPresent(shard, (any, all) -> new ArrayList<>(all.subList(1, all.size())));
  }

  @Override
  public void read(String shard, BigInteger from, BigInteger to, Consumer<Kept> records) {
    shards.getOrDefault(shard, List.of()).stream()
        .filter(each -> each.sequence().compareTo(from) >= 0)
        .filter(each -> each.sequence().compareTo(to) <= 0)
        .forEach(records);
  }
}
