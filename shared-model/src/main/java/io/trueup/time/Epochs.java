package io.trueup.time;

/**
 * Epochs of arrival: the numbered spans of one length into which lineage arrival times fall, from
 * 1970 on. A cut is the number of an epoch: everything of the epochs before it.
 */
public record Epochs(Span length) {

  /** The epoch that an arrival time, in milliseconds since 1970, falls into. */
  public long of(long arrival) {
    return Math.floorDiv(arrival, length.millis());
  }

  /** The first millisecond of an epoch. */
  public long start(long epoch) {
    return Math.multiplyExact(epoch, length.millis());
  }
}
