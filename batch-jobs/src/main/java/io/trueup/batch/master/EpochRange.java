package io.trueup.batch.master;

import io.trueup.time.Epochs;
import java.io.Serializable;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;

/** The epochs from one on up to another, which is not among them. */
public record EpochRange(long from, long to) implements Serializable {

  public EpochRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "epochs [%d, %d), expected a start of 0 or more and an end that is not before it"
              .formatted(from, to));
    }
  }

  /** Whether an epoch is one of these. */
  public boolean contains(long epoch) {
    return from <= epoch && epoch < to;
  }

  /** What a scan leaves files out by: days by arrival, the files of a day by epoch. */
  Expression filter(Epochs epochs) {
    return Expressions.and(
        Expressions.greaterThanOrEqual(Columns.EPOCH, from),
        Expressions.lessThan(Columns.EPOCH, to),
        Expressions.greaterThanOrEqual(Columns.ARRIVAL, Columns.micros(epochs.start(from))),
        Expressions.lessThan(Columns.ARRIVAL, Columns.micros(epochs.start(to))));
  }
}
