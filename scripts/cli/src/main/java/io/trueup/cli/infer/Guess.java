package io.trueup.cli.infer;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What type a single value's field is taken to have, without null, and the reason where it is not
 * plain to see.
 */
record Guess(Schema schema, Optional<String> reason) {

  /** The years 2000 to 2100, in which a number may be taken for a time. */
  private static final long FROM = 946_684_800_000L;

  private static final long TO = 4_102_444_800_000L;

  private static final Pattern TIME_NAME =
      Pattern.compile(
          "(?i)(.*_)?(time|timestamp|ts|date|at|when|created|updated|occurred|departure|arrival)(_?(ms|millis|us|micros|utc))?"
              + "|.*[a-z](At|Time|Ts|Date|Timestamp)(Ms|Millis|Us|Micros)?");

  private static final int PRECISION = 18;
  private static final int MOST_PRECISION = 38;
  private static final Set<Form> NUMBERS = EnumSet.of(Form.WHOLE, Form.HUGE, Form.FRACTION);
  private static final Set<Form> DECIMALS =
      EnumSet.of(Form.DECIMAL_TEXT, Form.WHOLE, Form.FRACTION);
  private static final Set<Form> TEXTS =
      EnumSet.of(Form.TEXT, Form.TIME_TEXT, Form.DATE_TEXT, Form.DECIMAL_TEXT);

  /** The type of what was seen of a member; empty when it is of several, or no single value. */
  static Optional<Guess> of(String name, Observed seen) {
    Set<Form> forms = seen.forms();
    if (forms.isEmpty()) {
      return Optional.of(because(Schema.Type.STRING, "only null was seen"));
    }
    if (forms.equals(EnumSet.of(Form.BOOLEAN))) {
      return Optional.of(plain(Schema.create(Schema.Type.BOOLEAN)));
    }
    if (NUMBERS.containsAll(forms)) {
      return Optional.of(number(name, seen));
    }
    if (TEXTS.containsAll(forms)) {
      return Optional.of(text(seen));
    }
    if (forms.equals(EnumSet.of(Form.TIME_TEXT, Form.WHOLE))) {
      return mixedTime(seen);
    }
    return DECIMALS.containsAll(forms)
        ? Optional.of(decimal(seen, "numbers and strings with a point"))
        : Optional.empty();
  }

  private static Guess number(String name, Observed seen) {
    if (seen.forms().contains(Form.HUGE) && !seen.forms().contains(Form.FRACTION)) {
      return decimal(seen, "whole numbers of over 64 bits");
    }
    if (seen.forms().contains(Form.FRACTION)) {
      boolean sure =
          seen.forms().size() == 1
              && seen.hasFixedPlaces()
              && seen.places() >= 2
              && seen.endsWithZero();
      return sure
          ? decimal(seen, "all have %d digits after the point".formatted(seen.places()))
          : plain(Schema.create(Schema.Type.DOUBLE));
    }
    boolean named = TIME_NAME.matcher(name).matches();
    if (named && seen.isWithin(FROM, TO)) {
      return time(LogicalTypes.timestampMillis(), "milliseconds since 1970");
    }
    if (named && seen.isWithin(FROM * 1_000, TO * 1_000)) {
      return time(LogicalTypes.timestampMicros(), "microseconds since 1970");
    }
    return named && seen.isWithin(FROM / 1_000, TO / 1_000)
        ? because(Schema.Type.LONG, "seconds since 1970? Avro has no such time")
        : plain(Schema.create(Schema.Type.LONG));
  }

  private static Guess text(Observed seen) {
    if (seen.forms().equals(EnumSet.of(Form.TIME_TEXT))) {
      return seen.isFinerThanMillis()
          ? time(LogicalTypes.timestampMicros(), "ISO 8601, finer than milliseconds")
          : time(LogicalTypes.timestampMillis(), "ISO 8601");
    }
    if (seen.forms().equals(EnumSet.of(Form.DATE_TEXT))) {
      return new Guess(
          LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT)),
          Optional.of("ISO 8601 dates"));
    }
    if (seen.forms().equals(EnumSet.of(Form.DECIMAL_TEXT)) && seen.hasFixedPlaces()) {
      return decimal(seen, "strings with %d digits after the point".formatted(seen.places()));
    }
    return plain(Schema.create(Schema.Type.STRING));
  }

  /** Some producers write text and others numbers; the reader takes both for a time. */
  private static Optional<Guess> mixedTime(Observed seen) {
    if (seen.isWithin(FROM, TO)) {
      return Optional.of(
          time(LogicalTypes.timestampMillis(), "ISO 8601, or milliseconds since 1970"));
    }
    return seen.isWithin(FROM * 1_000, TO * 1_000)
        ? Optional.of(time(LogicalTypes.timestampMicros(), "ISO 8601, or microseconds since 1970"))
        : Optional.empty();
  }

  private static Guess time(LogicalType type, String reason) {
    return new Guess(type.addToSchema(Schema.create(Schema.Type.LONG)), Optional.of(reason));
  }

  private static Guess decimal(Observed seen, String reason) {
    int precision = seen.wholeDigits() + seen.places() <= PRECISION ? PRECISION : MOST_PRECISION;
    Schema schema = Schema.create(Schema.Type.BYTES);
    LogicalTypes.decimal(precision, seen.places()).addToSchema(schema);
    return new Guess(schema, Optional.of(reason));
  }

  private static Guess because(Schema.Type type, String reason) {
    return new Guess(Schema.create(type), Optional.of(reason));
  }

  private static Guess plain(Schema schema) {
    return new Guess(schema, Optional.empty());
  }

  /** What several forms are called in a message: where each was first. */
  static String mixed(Observed seen) {
    return seen.seen().entrySet().stream()
        .map(
            form ->
                "%s in %,d lines (first %d)"
                    .formatted(
                        form.getKey().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                        form.getValue().count(),
                        form.getValue().firstLine()))
        .collect(Collectors.joining(", "));
  }
}
