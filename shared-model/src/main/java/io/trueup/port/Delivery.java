package io.trueup.port;

import java.util.List;

/**
 * A delivery stream to the archive: Firehose. A parcel that it took is written at least once,
 * later, in any order. Parcels have at most {@link #LARGEST} bytes.
 */
public interface Delivery {

  /** The largest parcel in bytes. */
  int LARGEST = 1_024_000;

  /** Delivers every parcel, or fails with some of them delivered. */
  void deliver(List<byte[]> parcels);
}
