package io.trueup.batch.recompute;

import io.trueup.aggregate.Recount;
import io.trueup.aggregate.Varint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongFunction;

/**
 * Some cells of a strip as bytes on their way through the shuffle, each behind the first
 * millisecond of its bucket. It grows; for one thread.
 */
final class StripPart {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  void add(long bucket, Recount cell) {
    try {
      Varint.writeSigned(bucket, out);
      cell.write(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("write a cell in memory", impossible);
    }
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** Adds each cell of a part to the one that is {@code into} its bucket. */
  static void add(byte[] part, LongFunction<Recount> into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part))) {
      while (in.available() > 0) {
        into.apply(Varint.readSigned(in)).add(in);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "read a strip's part of %d bytes".formatted(part.length), broken);
    }
  }
}
