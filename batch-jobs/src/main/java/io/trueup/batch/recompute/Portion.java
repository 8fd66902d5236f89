package io.trueup.batch.recompute;

import io.trueup.store.ShardEpoch;
import java.util.Comparator;

/**
 * What one delta speaks of, within its view and key: an epoch, a bucket of the finest size by its
 * first millisecond, and a shard.
 */
record Portion(long epoch, long bucket, String shard) {

  static final Comparator<Portion> ORDER =
      Comparator.comparingLong(Portion::epoch)
          .thenComparingLong(Portion::bucket)
          .thenComparing(Portion::shard);

  ShardEpoch at() {
    return new ShardEpoch(shard, epoch);
  }
}
