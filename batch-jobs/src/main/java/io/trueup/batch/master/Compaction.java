package io.trueup.batch.master;

import io.trueup.store.ShardEpoch;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.JavaRDD;

/**
 * What one try of a run adds to the master dataset: the records of an addition, each position once,
 * and what is expected of them by the archive's ledger. {@code name} is of the run, the attempt and
 * the retry, so that no two tries have one.
 */
public record Compaction(String name, Addition addition, JavaRDD<Row> rows, Set<Held> expected) {

  public Compaction {
    expected = Set.copyOf(expected);
    for (Held held : new TreeSet<>(expected)) {
      if (!addition.contains(new ShardEpoch(held.shard(), held.epoch()))) {
        throw new IllegalArgumentException(
            "compaction %s of %s with an expected %s, expected none but of these"
                .formatted(name, addition, held));
      }
    }
  }
}
