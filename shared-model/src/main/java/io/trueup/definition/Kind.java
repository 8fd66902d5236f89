package io.trueup.definition;

/** The kind of a field's values: what Java type holds them, and what can be asked of them. */
public enum Kind {
  BOOLEAN,
  /** Avro int and long, as {@code Long}. */
  LONG,
  /** Avro float and double, as {@code Double}, always finite. */
  DOUBLE,
  /** Avro decimal, as {@code BigDecimal} of the schema's scale. */
  DECIMAL,
  /** Avro string, enum and uuid, as {@code String} of well-formed Unicode. */
  STRING,
  /** Avro timestamps and date, as {@code java.time.Instant} (a date is its midnight UTC). */
  TIME;

  public boolean isNumber() {
    return this == LONG || this == DOUBLE || this == DECIMAL;
  }
}
