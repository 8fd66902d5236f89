package io.trueup.store;

import io.trueup.event.Position;
import java.nio.ByteBuffer;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * 64-bit mixes of bytes: the first half of MurmurHash3 x64 128 with seed 0. The digest of a set of
 * records is the sum, modulo 2^64, of their mixes: it does not depend on order, and each record
 * counts as often as it is added.
 */
public final class Mix {

  private Mix() {}

  public static long of(byte[] bytes) {
    return MurmurHash3.hash128x64(bytes, 0, bytes.length, 0)[0];
  }

  /** The mix of a record: its position as text, a zero byte, its data. */
  public static long of(Position position, byte[] data) {
    byte[] place = position.ascii();
    return of(
        ByteBuffer.allocate(place.length + 1 + data.length)
            .put(place)
            .put((byte) 0)
            .put(data)
            .array());
  }
}
