package io.trueup.store;

import io.trueup.aggregate.Varint;
import io.trueup.event.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of logged ids in the order of their shard, about 25 for one of a record of its own.
 * They are grouped by sequence number; sequence numbers and arrivals stand as what they are more
 * than the ones before.
 */
final class LoggedIds {

  /** Longer than the difference of any two sequence numbers of 999 digits. */
  private static final int LONGEST = 512;

  private LoggedIds() {}

  static byte[] encode(List<LoggedId> ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      BigInteger sequence = BigInteger.ZERO;
      long arrival = 0;
      int from = 0;
      while (from < ids.size()) {
        BigInteger next = ids.get(from).position().sequence();
        int to = from;
        while (to < ids.size() && ids.get(to).position().sequence().equals(next)) {
          to++;
        }
        Varint.writeBytes(next.subtract(sequence).toByteArray(), out);
        Varint.write(to - from, out);
        for (LoggedId id : ids.subList(from, to)) {
          Varint.write(id.position().index(), out);
          Varint.write(id.arrival() - arrival, out);
          out.writeLong(id.hash());
          arrival = id.arrival();
        }
        sequence = next;
        from = to;
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode logged ids in memory", impossible);
    }
    return bytes.toByteArray();
  }

  /** Reads what {@link #encode} wrote; fails when bytes lack or are left over. */
  static List<LoggedId> decode(byte[] bytes) {
    List<LoggedId> ids = new ArrayList<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      BigInteger sequence = BigInteger.ZERO;
      long arrival = 0;
      while (in.available() > 0) {
        sequence = sequence.add(new BigInteger(Varint.readBytes(LONGEST, in)));
        for (long left = Varint.read(in); left > 0; left--) {
          long index = Varint.read(in);
          arrival = Math.addExact(arrival, Varint.read(in));
          ids.add(new LoggedId(new Position(sequence, index), arrival, in.readLong()));
        }
      }
    } catch (IOException | NumberFormatException broken) {
      throw new IllegalStateException(
          "logged ids of %d bytes, broken after %d of them: %s"
              .formatted(bytes.length, ids.size(), broken.getMessage()),
          broken);
    }
    return ids;
  }
}
