package io.trueup.batch.recompute;

import io.trueup.aggregate.Recount;
import io.trueup.aggregate.Varint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Some cells of a strip as bytes on their way through the shuffle: their era, then each cell behind
 * the first millisecond of its bucket. It grows; for one thread.
 */
final class StripPart {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  StripPart(Era era) {
    bytes.write(era.code());
  }

  /** Adds a recomputed cell. */
  void add(long bucket, Recount cell) {
    try {
      Varint.writeSigned(bucket, out);
      cell.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("write a cell in memory", impossible);
    }
  }

  /** Adds a cell as a segment holds it. */
  void add(long bucket, byte[] cell) {
    try {
      Varint.writeSigned(bucket, out);
      Varint.writeBytes(cell, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("write a cell in memory", impossible);
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Adds each cell of a part to those of its strip. */
  static void read(byte[] part, StripParts into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part))) {
      Era era = Era.of(in.readUnsignedByte());
      while (in.available() > 0) {
        long bucket = Varint.readSigned(in);
        if (era == Era.SERVED) {
          into.addServed(bucket, Varint.readBytes(part.length, in));
        } else {
          into.recounted(era, bucket).add(in);
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "read a strip's part of %d bytes".formatted(part.length), broken);
    }
  }
}
