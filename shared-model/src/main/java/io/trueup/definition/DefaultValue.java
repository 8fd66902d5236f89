package io.trueup.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.jspecify.annotations.Nullable;

/** The default of an Avro field as the value that an event holds for it. */
final class DefaultValue {

  private DefaultValue() {}

  /** Throws AvroRuntimeException when Avro takes the default and no event could hold it. */
  static @Nullable Object of(Schema schema, @Nullable Object datum) {
    if (datum == null || datum instanceof Boolean) {
      return datum;
    }
    if (datum instanceof Integer || datum instanceof Long) {
      long number = ((Number) datum).longValue();
      return TimeForm.of(schema).isPresent()
          ? TimeForm.of(schema).get().fromNumber(number)
          : (Object) number;
    }
    if (datum instanceof Float || datum instanceof Double) {
      return finite(((Number) datum).doubleValue());
    }
    if (schema.getLogicalType() instanceof LogicalTypes.Decimal type) {
      return decimal(type, datum);
    }
    return datum.toString();
  }

  private static double finite(double number) {
    if (!Double.isFinite(number)) {
      throw new AvroRuntimeException("default " + number + " is not finite");
    }
    return number + 0.0; // no negative zero
  }

  private static BigDecimal decimal(LogicalTypes.Decimal type, Object datum) {
    byte[] bytes =
        datum instanceof GenericFixed fixed ? fixed.bytes() : ((ByteBuffer) datum).array();
    BigDecimal number = new BigDecimal(new BigInteger(bytes), type.getScale());
    if (number.precision() > type.getPrecision()) {
      throw new AvroRuntimeException(
          "default %s has over %d digits".formatted(number, type.getPrecision()));
    }
    return number;
  }
}
