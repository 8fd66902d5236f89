package io.trueup.definition;

import java.util.Locale;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** The kinds of Avro's types. */
final class Kinds {

  private Kinds() {}

  /** The kind of a schema without null; empty when its values are not single ones. */
  static Optional<Kind> of(Schema schema) {
    if (TimeForm.of(schema).isPresent()) {
      return Optional.of(Kind.TIME);
    }
    return switch (schema.getType()) {
      case BOOLEAN -> Optional.of(Kind.BOOLEAN);
      case INT, LONG -> Optional.of(Kind.LONG);
      case FLOAT, DOUBLE -> Optional.of(Kind.DOUBLE);
      case STRING, ENUM -> Optional.of(Kind.STRING);
      case BYTES, FIXED ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal
              ? Optional.of(Kind.DECIMAL)
              : Optional.empty();
      case RECORD, ARRAY, MAP, UNION, NULL -> Optional.empty();
    };
  }

  /** What people call a type that has no kind. */
  static String describe(Schema schema) {
    return switch (schema.getType()) {
      case UNION -> "a union of several types";
      case RECORD -> "a record within itself";
      case ARRAY -> "an array";
      default -> "of type " + schema.getType().getName();
    };
  }

  /** Whether a string must be a UUID. */
  static boolean isUuid(Schema schema) {
    return schema.getType() == Schema.Type.STRING
        && schema.getLogicalType() != null
        && schema.getLogicalType().getName().equals("uuid");
  }

  static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
