package io.trueup.batch.recompute;

import java.util.List;
import java.util.Set;

/**
 * What a recompute reads: the records of epochs from one on in the objects of a manifest, as they
 * stand there, but those of the {@code doubled} (shard, epoch)s, which may stand there twice, once
 * for each position.
 */
record Source(Manifest manifest, Set<ShardEpoch> doubled, long from) {

  /** The records of this source of an epoch and later ones. */
  Source since(long epoch) {
    List<ObjectTotals> recent =
        manifest.objects().stream()
            .filter(each -> each.totals().keySet().stream().anyMatch(at -> at.epoch() >= epoch))
            .toList();
    return new Source(new Manifest(recent), doubled, epoch);
  }

  /** Whether a record of an epoch of a shard is to be read as it stands there. */
  boolean isPlain(ShardEpoch at) {
    return at.epoch() >= from && !doubled.contains(at);
  }

  /** Whether a record of an epoch of a shard may stand there twice. */
  boolean isSuspect(ShardEpoch at) {
    return at.epoch() >= from && doubled.contains(at);
  }

  /** The objects to read as they are. */
  List<String> plain() {
    return manifest.outside(doubled);
  }

  /** The objects that hold records of the doubled ones. */
  List<String> suspect() {
    return manifest.within(doubled);
  }
}
