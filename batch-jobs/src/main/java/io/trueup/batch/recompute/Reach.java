package io.trueup.batch.recompute;

import io.trueup.batch.master.Edition;
import io.trueup.time.Epochs;
import java.io.Serializable;

/**
 * The epochs that a recompute reads, all before {@code cut}: its cells are of those from {@code
 * from} on, and what they repeat is sought from {@code sought} on.
 */
record Reach(long sought, long from, long cut) implements Serializable {

  Reach {
    if (sought < 0 || from < sought || cut < from) {
      throw new IllegalArgumentException(
          "reach [%d, %d, %d), expected them in this order".formatted(sought, from, cut));
    }
  }

  /** The reach of what follows the epochs before one, where repeats are sought so far back. */
  static Reach after(long from, long horizon, long cut, Epochs epochs) {
    long length = epochs.length().millis();
    return new Reach(Math.max(0, from - (horizon + length - 1) / length), from, cut);
  }

  /** Whether an edition of the master dataset leaves no epoch out before those that this reads. */
  boolean follows(Edition edition) {
    return edition.cut() >= sought;
  }

  boolean reads(long epoch) {
    return epoch >= sought && epoch < cut;
  }
}
