package io.trueup.batch.master;

import io.trueup.time.Epochs;
import java.util.TreeMap;
import org.apache.spark.Partitioner;

/**
 * The stretches of epochs that files are made of: each about as many records as a file should have,
 * and of one day, unless an epoch is of two. So the files of a day are few, and a reader of some
 * epochs leaves the others out.
 */
final class Slices extends Partitioner {

  private static final long serialVersionUID = 1;

  private final TreeMap<Long, Integer> byEpoch = new TreeMap<>();

  /** So many records a file, of what is expected; {@code epochs} say which day an epoch begins. */
  Slices(Iterable<Held> expected, long records, Epochs epochs) {
    TreeMap<Long, Long> counts = new TreeMap<>();
    expected.forEach(each -> counts.merge(each.epoch(), each.records(), Math::addExact));
    int slice = -1;
    long room = 0;
    long day = Long.MIN_VALUE;
    for (var each : counts.entrySet()) {
      long begins = Row.day(epochs.start(each.getKey()));
      if (begins != day || each.getValue() > room) {
        slice++;
        room = records;
        day = begins;
      }
      room -= each.getValue();
      byEpoch.put(each.getKey(), slice);
    }
  }

  @Override
  public int numPartitions() {
    return byEpoch.isEmpty() ? 1 : byEpoch.lastEntry().getValue() + 1;
  }

  /** Epochs that nothing was expected of go with those before them; the audit finds them. */
  @Override
  public int getPartition(Object row) {
    var slice = byEpoch.floorEntry(((Row) row).epoch());
    return slice == null ? 0 : slice.getValue();
  }
}
