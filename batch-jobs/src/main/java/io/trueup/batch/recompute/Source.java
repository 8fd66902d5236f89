package io.trueup.batch.recompute;

import io.trueup.batch.master.Edition;
import io.trueup.batch.master.EpochRange;
import io.trueup.store.ShardEpoch;
import io.trueup.store.Tally;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a recompute reads: the records of epochs from one on, each once; of an edition of the master
 * dataset those that it holds, and the others in the objects of a manifest. {@code records} counts
 * what the ledger has, by epoch.
 */
record Source(Manifest manifest, Raw raw, TreeMap<Long, Long> records) {

  static Source of(Manifest manifest, Raw raw, Map<ShardEpoch, Tally> ledger) {
    TreeMap<Long, Long> records = new TreeMap<>();
    ledger.forEach(
        (at, tally) -> records.merge(at.epoch(), tally.count(Tally.RECEIVED), Math::addExact));
    return new Source(manifest, raw, records);
  }

  /** The records of this source of an epoch and later ones. */
  Source since(long epoch) {
    return new Source(manifest, Raw.of(epoch, raw.doubled(), raw.edition()), records);
  }

  /** The same records, as far as possible in a newer edition. */
  Source in(Edition newer) {
    return new Source(manifest, Raw.of(raw.from(), raw.doubled(), newer), records);
  }

  /** The objects to read as they are. */
  List<String> plain() {
    return manifest.holding(raw::isPlain);
  }

  /** The objects that hold records of the doubled ones. */
  List<String> suspect() {
    return manifest.holding(raw::isSuspect);
  }

  /** The epochs before a cut that are read in the edition, if there are any. */
  Optional<EpochRange> held(long cut) {
    long to = Math.min(cut, raw.edition().cut());
    return raw.from() < to ? Optional.of(new EpochRange(raw.from(), to)) : Optional.empty();
  }

  /** About how many records this is. */
  long size() {
    return records.tailMap(raw.from()).values().stream().mapToLong(Long::longValue).sum();
  }
}
