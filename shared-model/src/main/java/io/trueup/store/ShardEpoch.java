package io.trueup.store;

import java.io.Serializable;
import java.util.Comparator;

/** One epoch of one shard; ordered by shard, then epoch. */
public record ShardEpoch(String shard, long epoch) implements Serializable, Comparable<ShardEpoch> {

  private static final Comparator<ShardEpoch> ORDER =
      Comparator.comparing(ShardEpoch::shard).thenComparing(ShardEpoch::epoch);

  @Override
  public int compareTo(ShardEpoch other) {
    return ORDER.compare(this, other);
  }
}
