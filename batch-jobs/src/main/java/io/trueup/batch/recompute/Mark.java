package io.trueup.batch.recompute;

import io.trueup.event.Position;
import java.util.Comparator;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * What a position of a shard is found again by: MurmurHash3 x64 128 of its text. Kinesis gives both
 * out, so nobody chooses them; with 10 million marks and 10 billion records two meet with odds of
 * less than 1 in 10^21.
 */
record Mark(long high, long low) implements Comparable<Mark> {

  private static final Comparator<Mark> ORDER =
      Comparator.comparingLong(Mark::high).thenComparingLong(Mark::low);

  static Mark of(String shard, Position position) {
    return of(Sighting.place(shard, position));
  }

  static Mark of(byte[] place) {
    long[] hash = MurmurHash3.hash128x64(place, 0, place.length, 0);
    return new Mark(hash[0], hash[1]);
  }

  @Override
  public int compareTo(Mark other) {
    return ORDER.compare(this, other);
  }
}
