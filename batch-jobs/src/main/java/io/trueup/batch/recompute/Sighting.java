package io.trueup.batch.recompute;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.batch.master.RowId;
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
    byte[] place = place(line.shard(), line.position());
    return of(event.type().name(), event.id(), line.epoch(), place);
  }

  static Sighting of(RowId row) {
    byte[] place = place(row.shard(), row.position());
    return of(row.type(), row.id(), row.epoch(), place);
  }

  private static Sighting of(String type, String id, long epoch, byte[] place) {
    MessageDigest sha = DigestUtils.getSha256Digest();
    sha.update(type.getBytes(UTF_8));
    sha.update((byte) 0);
    byte[] hash = sha.digest(id.getBytes(UTF_8));
    return new Sighting(
        ByteBuffer.allocate(PLACE + place.length)
            .put(hash, 0, ID)
            .putLong(epoch)
            .put(place)
            .array());
  }

  /** A position of a shard, as the order of positions first. */
  static byte[] place(String shard, Position position) {
    return place(shard, position.text());
  }

  private static byte[] place(String shard, String position) {
    return (position + "|" + shard).getBytes(US_ASCII);
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
