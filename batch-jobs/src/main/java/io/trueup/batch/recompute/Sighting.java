package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Event;
import io.trueup.event.Position;
import io.trueup.store.ArchiveLine;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * An accepted record as bytes whose unsigned order is the order of the search for repeats: 16 bytes
 * of the SHA-256 of event type, a zero byte and id; the epoch in 8; position and shard as text. Of
 * records of one id the first in this order counts.
 */
record Sighting(byte[] bytes) implements Comparable<Sighting> {

  private static final int ID = 16;
  private static final int PLACE = ID + Long.BYTES;

  static Sighting of(ArchiveLine line, Event event) {
    MessageDigest sha = DigestUtils.getSha256Digest();
    sha.update(event.type().name().getBytes(UTF_8));
    sha.update((byte) 0);
    byte[] id = sha.digest(event.id().getBytes(UTF_8));
    byte[] place = place(line.shard(), line.position());
    return new Sighting(
        ByteBuffer.allocate(PLACE + place.length)
            .put(id, 0, ID)
            .putLong(line.epoch())
            .put(place)
            .array());
  }

  /** A position of a shard, as the order of positions first. */
  static byte[] place(String shard, Position position) {
    return (position.text() + "|" + shard).getBytes(US_ASCII);
  }

  long epoch() {
    return ByteBuffer.wrap(bytes).getLong(ID);
  }

  byte[] place() {
    return Arrays.copyOfRange(bytes, PLACE, bytes.length);
  }

  String shard() {
    String place = new String(place(), US_ASCII);
    return place.substring(place.indexOf('|') + 1);
  }

  boolean isOfSameId(Sighting other) {
    return Arrays.equals(bytes, 0, ID, other.bytes, 0, ID);
  }

  @Override
  public int compareTo(Sighting other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /** A number by which sightings of one id meet. */
  int meeting() {
    return ByteBuffer.wrap(bytes).getInt();
  }
}
