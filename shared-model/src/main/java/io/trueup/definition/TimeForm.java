package io.trueup.definition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * How a schema writes times: as a number of a unit since 1970, or as ISO 8601 text. A text that is
 * finer than the unit is rounded down to it, so that both ways of writing give equal values.
 */
public enum TimeForm {
  /** {@code date}: days, or {@code 2001-01-31}, which is its midnight UTC. */
  DATE("date", ChronoUnit.DAYS, "a date as YYYY-MM-DD or days since 1970"),
  MILLIS(
      "timestamp-millis",
      ChronoUnit.MILLIS,
      "a time as ISO 8601 with an offset or milliseconds since 1970"),
  MICROS(
      "timestamp-micros",
      ChronoUnit.MICROS,
      "a time as ISO 8601 with an offset or microseconds since 1970"),
  NANOS(
      "timestamp-nanos",
      ChronoUnit.NANOS,
      "a time as ISO 8601 with an offset or nanoseconds since 1970");

  private final String logicalType;
  private final ChronoUnit unit;
  private final String expected;

  TimeForm(String logicalType, ChronoUnit unit, String expected) {
    this.logicalType = logicalType;
    this.unit = unit;
    this.expected = expected;
  }

  /** The form of a schema's values; empty when they are no times. */
  public static Optional<TimeForm> of(Schema schema) {
    LogicalType type = schema.getLogicalType();
    if (type != null) {
      for (TimeForm form : values()) {
        if (form.logicalType.equals(type.getName())) {
          return Optional.of(form);
        }
      }
    }
    return Optional.empty();
  }

  /** What people are told to write. */
  public String expected() {
    return expected;
  }

  /** The time that a number stands for; throws DateTimeException when it is out of range. */
  public Instant fromNumber(long number) {
    return switch (this) {
      case DATE -> fromDays(number);
      case MILLIS -> Instant.ofEpochMilli(number);
      case MICROS -> fromSeconds(number, 1_000_000L);
      case NANOS -> fromSeconds(number, 1_000_000_000L);
    };
  }

  /**
   * The time that a text stands for; throws DateTimeException when it is of another form or its
   * milliseconds since 1970 are more than a long holds.
   */
  public Instant fromText(String text) {
    Instant time =
        this == DATE
            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
            : OffsetDateTime.parse(text).toInstant().truncatedTo(unit);
    long seconds = time.getEpochSecond();
    // A second less at each end than a long of milliseconds holds, which keeps the check simple.
    if (seconds <= Long.MIN_VALUE / 1000 || seconds >= Long.MAX_VALUE / 1000) {
      throw new DateTimeException("time '%s' is out of range".formatted(text));
    }
    return time;
  }

  private static Instant fromDays(long days) {
    if (days != (int) days) {
      throw new DateTimeException("date %d is out of range".formatted(days));
    }
    return Instant.ofEpochSecond(days * 86_400);
  }

  private static Instant fromSeconds(long number, long perSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(number, perSecond),
        Math.floorMod(number, perSecond) * (1_000_000_000L / perSecond));
  }
}
