package io.trueup.batch.recompute;

import io.trueup.batch.master.Edition;
import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * Which records a recompute takes from the archive's objects, as tasks are told: those of epochs
 * from one on that the edition which is read beside them does not hold; those of the {@code
 * doubled} (shard, epoch)s may stand there twice.
 */
record Raw(long from, HashSet<ShardEpoch> doubled, Edition edition) implements Serializable {

  static Raw of(long from, Set<ShardEpoch> doubled, Edition edition) {
    return new Raw(from, new HashSet<>(doubled), edition);
  }

  /** Whether a record of an epoch of a shard is to be read as it stands there. */
  boolean isPlain(ShardEpoch at) {
    return isWanted(at) && !doubled.contains(at);
  }

  /** Whether a record of an epoch of a shard is to be read, and may stand there twice. */
  boolean isSuspect(ShardEpoch at) {
    return isWanted(at) && doubled.contains(at);
  }

  private boolean isWanted(ShardEpoch at) {
    return at.epoch() >= from && !edition.holds(at);
  }
}
