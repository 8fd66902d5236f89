package io.trueup.batch.recompute;

import io.trueup.aggregate.Varint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.BiConsumer;

/** The bytes of some cells of a strip, each with the first millisecond of its bucket. */
final class StripPart {

  private StripPart() {}

  static byte[] encode(Map<Long, byte[]> states) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      Varint.write(states.size(), out);
      for (Map.Entry<Long, byte[]> state : states.entrySet()) {
        Varint.writeSigned(state.getKey(), out);
        Varint.writeBytes(state.getValue(), out);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("encode a strip's part in memory", impossible);
    }
    return bytes.toByteArray();
  }

  static void decode(byte[] part, BiConsumer<Long, byte[]> into) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(part))) {
      long count = Varint.read(in);
      for (long i = 0; i < count; i++) {
        long bucket = Varint.readSigned(in);
        into.accept(bucket, Varint.readBytes(part.length, in));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(
          "decode a strip's part of %d bytes".formatted(part.length), broken);
    }
  }
}
