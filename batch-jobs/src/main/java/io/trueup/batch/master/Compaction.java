package io.trueup.batch.master;

import io.trueup.store.ShardEpoch;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/**
 * What one try of a run adds to the master dataset: the records of some epochs, each position once,
 * and what is expected of them by the archive's ledger; nothing of the {@code gaps} among these
 * epochs. {@code name} is of the run, the attempt and the retry, so that no two tries have one.
 */
public record Compaction(
    String name, EpochRange epochs, JavaRDD<Row> rows, Set<Held> expected, Set<ShardEpoch> gaps) {

  public Compaction {
    expected = Set.copyOf(expected);
    gaps = Set.copyOf(gaps);
    for (Held held : new TreeSet<>(expected)) {
      if (!epochs.contains(held.epoch())
          || gaps.contains(new ShardEpoch(held.shard(), held.epoch()))) {
        throw new IllegalArgumentException(
            "compaction %s of %s with an expected %s, expected none but of these epochs outside %s"
                .formatted(name, epochs, held, gaps));
      }
    }
  }
}
