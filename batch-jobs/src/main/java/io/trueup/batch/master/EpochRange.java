package io.trueup.batch.master;

import java.io.Serializable;

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
}
