package io.trueup.batch.master;

import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;

/**
 * Which (shard, epoch)s a compaction adds to an edition: all of the {@code fresh} epochs but the
 * {@code gaps} among them, and the {@code healed}, which were gaps of the edition and are whole
 * now.
 */
public record Addition(EpochRange fresh, Set<ShardEpoch> gaps, Set<ShardEpoch> healed)
    implements Serializable {

  public Addition {
    gaps = new HashSet<>(gaps);
    healed = new HashSet<>(healed);
    for (ShardEpoch gap : gaps) {
      if (!fresh.contains(gap.epoch())) {
        throw new IllegalArgumentException(
            "addition of %s without %s, expected gaps among these epochs".formatted(fresh, gap));
      }
    }
    for (ShardEpoch at : healed) {
      if (at.epoch() >= fresh.from()) {
        throw new IllegalArgumentException(
            "addition of %s and of %s, expected gaps of earlier epochs".formatted(fresh, at));
      }
    }
  }

  /** All of some epochs. */
  public static Addition of(EpochRange fresh) {
    return new Addition(fresh, Set.of(), Set.of());
  }

  /** From the first of the healed epochs up to the last, if there are any. */
  Optional<EpochRange> reaching() {
    LongSummaryStatistics epochs = healed.stream().mapToLong(ShardEpoch::epoch).summaryStatistics();
    return healed.isEmpty()
        ? Optional.empty()
        : Optional.of(new EpochRange(epochs.getMin(), epochs.getMax() + 1));
  }

  /** Whether the records of an epoch of a shard are added. */
  public boolean contains(ShardEpoch at) {
    return fresh.contains(at.epoch()) ? !gaps.contains(at) : healed.contains(at);
  }
}
