package io.trueup.port;

import java.util.ArrayList;
import java.util.List;

/** A delivery stream in memory: it keeps what it took, in order. */
public final class MemoryDelivery implements Delivery {

  private final List<byte[]> taken = new ArrayList<>();

  @Override
  public synchronized void deliver(List<byte[]> parcels) {
    for (byte[] parcel : parcels) {
      if (parcel.length > LARGEST) {
        throw new IllegalArgumentException(
            "delivery of %d bytes, expected at most %d".formatted(parcel.length, LARGEST));
      }
    }
    parcels.forEach(parcel -> taken.add(parcel.clone()));
  }

  /** All parcels so far. */
  public synchronized List<byte[]> taken() {
    return List.copyOf(taken);
  }
}
