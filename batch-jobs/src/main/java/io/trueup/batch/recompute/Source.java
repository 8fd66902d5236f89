package io.trueup.batch.recompute;

import java.util.List;
import java.util.Set;

/**
 * What a recompute reads: the objects of a manifest, each record as it stands there, but those of
 * the {@code doubled} (shard, epoch)s, which may stand there twice, once for each position.
 */
record Source(Manifest manifest, Set<ShardEpoch> doubled) {

  /** This source without the objects that hold nothing of an epoch or a later one. */
  Source since(long epoch) {
    List<ObjectTotals> recent =
        manifest.objects().stream()
            .filter(each -> each.totals().keySet().stream().anyMatch(at -> at.epoch() >= epoch))
            .toList();
    return new Source(new Manifest(recent), doubled);
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
