package io.trueup.batch.master;

import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The files of one partition: of one event type and the arrivals of one day. */
record DayFiles(List<DataFile> files) {

  DayFiles {
    files = List.copyOf(files);
  }

  String name() {
    return type() + "-" + day();
  }

  /** The first millisecond after the day. */
  long end() {
    return Row.start(day() + 1);
  }

  /**
   * Whether they are over twice as many as their bytes need. Those that were rewritten are about as
   * many as needed, so that they are not again.
   */
  boolean areTooMany(long target) {
    return files.size() > 2 * ((bytes() + target - 1) / target);
  }

  /** How many records make a file of a size. */
  long recordsAFile(long target) {
    long records = files.stream().mapToLong(DataFile::recordCount).sum();
    return Math.max(1, (long) ((double) records * target / bytes()));
  }

  Expression filter() {
    return Expressions.and(
        Expressions.equal(Columns.TYPE, type()),
        Expressions.greaterThanOrEqual(Columns.ARRIVAL, Columns.micros(Row.start(day()))),
        Expressions.lessThan(Columns.ARRIVAL, Columns.micros(end())));
  }

  private long bytes() {
    return files.stream().mapToLong(DataFile::fileSizeInBytes).sum();
  }

  private String type() {
    return files.get(0).partition().get(0, String.class);
  }

  private int day() {
    return files.get(0).partition().get(1, Integer.class);
  }
}
