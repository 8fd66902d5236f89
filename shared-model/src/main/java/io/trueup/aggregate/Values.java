package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/** The bytes of one value of an ordered kind. */
final class Values {

  private static final int LARGEST = 4_096;

  private Values() {}

  static void write(Kind kind, Object value, DataOutput out) throws IOException {
    switch (kind) {
      case LONG -> Varint.writeSigned((Long) value, out);
      case DOUBLE -> out.writeDouble((Double) value);
      case DECIMAL -> {
        BigDecimal decimal = (BigDecimal) value;
        Varint.writeSigned(decimal.scale(), out);
        Varint.writeBytes(decimal.unscaledValue().toByteArray(), out);
      }
      case TIME -> {
        Instant time = (Instant) value;
        Varint.writeSigned(time.getEpochSecond(), out);
        Varint.write(time.getNano(), out);
      }
      case BOOLEAN, STRING -> throw new IllegalArgumentException("values of " + kind);
    }
  }

  static Object read(Kind kind, DataInput in) throws IOException {
    return switch (kind) {
      case LONG -> Varint.readSigned(in);
      case DOUBLE -> in.readDouble();
      case DECIMAL -> {
        int scale = Math.toIntExact(Varint.readSigned(in));
        yield new BigDecimal(new BigInteger(Varint.readBytes(LARGEST, in)), scale);
      }
      case TIME -> Instant.ofEpochSecond(Varint.readSigned(in), Varint.read(in));
      case BOOLEAN, STRING -> throw new IllegalArgumentException("values of " + kind);
    };
  }
}
