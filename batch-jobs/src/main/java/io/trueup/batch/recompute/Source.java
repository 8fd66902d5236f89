package io.trueup.batch.recompute;

import java.util.List;
import java.util.Set;

/**
 * What a recompute reads: the objects of a manifest, each record as it stands there, but those of
 * the {@code doubled} (shard, epoch)s once for each position.
 */
record Source(Manifest manifest, Set<ShardEpoch> doubled) {

  /** The objects to read as they are. */
  List<String> plain() {
    return manifest.outside(doubled);
  }

  /** The objects that hold records of the doubled ones. */
  List<String> suspect() {
    return manifest.within(doubled);
  }
}
