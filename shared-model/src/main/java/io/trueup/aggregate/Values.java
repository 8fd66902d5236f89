package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The bytes and the texts of one value of a kind. */
final class Values {

  private static final int LONGEST_DECIMAL = 4_096;

  private Values() {}

  /** A value as states hold it: a long text is {@link Texts#bounded}. */
  static Object bounded(Object value) {
    return value instanceof String text ? Texts.bounded(text) : value;
  }

  static void write(Kind kind, Object value, DataOutput out) throws IOException {
    switch (kind) {
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case LONG -> Varint.writeSigned((Long) value, out);
      case DOUBLE -> out.writeDouble((Double) value);
      case DECIMAL -> {
        BigDecimal decimal = (BigDecimal) value;
        Varint.writeSigned(decimal.scale(), out);
        Varint.writeBytes(decimal.unscaledValue().toByteArray(), out);
      }
      case STRING -> Varint.writeBytes(((String) value).getBytes(StandardCharsets.UTF_8), out);
      case TIME -> {
        Instant time = (Instant) value;
        Varint.writeSigned(time.getEpochSecond(), out);
        Varint.write(time.getNano(), out);
      }
    }
  }

  static Object read(Kind kind, DataInput in) throws IOException {
    return switch (kind) {
      case BOOLEAN -> in.readBoolean();
      case LONG -> Varint.readSigned(in);
      case DOUBLE -> in.readDouble();
      case DECIMAL -> {
        int scale = Math.toIntExact(Varint.readSigned(in));
        yield new BigDecimal(new BigInteger(Varint.readBytes(LONGEST_DECIMAL, in)), scale);
      }
      case STRING -> new String(Varint.readBytes(Texts.LONGEST, in), StandardCharsets.UTF_8);
      case TIME -> Instant.ofEpochSecond(Varint.readSigned(in), Varint.read(in));
    };
  }

  /** The most bytes that a bounded value takes. */
  static int largest(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> 1;
      case LONG -> Varint.LONGEST;
      case DOUBLE -> Double.BYTES;
      case DECIMAL -> Varint.LONGEST + 2 + LONGEST_DECIMAL;
      case STRING -> 2 + Texts.LONGEST;
      case TIME -> Varint.LONGEST + 5;
    };
  }

  /** The text of a value, one for equal values and another for others. */
  static String text(Object value) {
    if (value instanceof Double fraction) {
      // The binary fraction that it is: the shortest text is not the same in every Java.
      return plain(new BigDecimal(fraction));
    }
    return value instanceof BigDecimal decimal ? plain(decimal) : value.toString();
  }

  private static String plain(BigDecimal decimal) {
    return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
  }

  /** Reads the {@link #text} of a value of a kind; a text that was cut stays one. */
  static Object parse(Kind kind, String text) {
    return switch (kind) {
      case BOOLEAN -> Boolean.valueOf(text);
      case LONG -> Long.valueOf(text);
      case DECIMAL -> text.indexOf('…') < 0 ? new BigDecimal(text) : text;
      case TIME -> Instant.parse(text);
      case STRING -> text;
      case DOUBLE -> throw new IllegalArgumentException("the text of a double is not read back");
    };
  }
}
