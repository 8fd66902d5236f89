package io.trueup.cli.infer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;

/** What a value in JSON looks like. */
enum Form {
  BOOLEAN,
  /** A whole number of at most 64 bits. */
  WHOLE,
  /** A whole number that is larger. */
  HUGE,
  /** A number with a point or an exponent. */
  FRACTION,
  /** Text that is a time with an offset, as ISO 8601. */
  TIME_TEXT,
  /** Text that is a date, as ISO 8601. */
  DATE_TEXT,
  /** Text that is a number with a point. */
  DECIMAL_TEXT,
  TEXT,
  OBJECT,
  ARRAY;

  static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,30})\\.[0-9]{1,18}");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T.{6,40}");

  /** The form of a value that is not null. */
  static Form of(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> BOOLEAN;
      case OBJECT -> OBJECT;
      case ARRAY -> ARRAY;
      case NUMBER -> number(value);
      default -> text(value.asText());
    };
  }

  private static Form number(JsonNode value) {
    if (!value.isIntegralNumber()) {
      return FRACTION;
    }
    return value.canConvertToLong() ? WHOLE : HUGE;
  }

  private static Form text(String text) {
    if (DECIMAL.matcher(text).matches()) {
      return DECIMAL_TEXT;
    }
    try {
      if (DATE.matcher(text).matches()) {
        LocalDate.parse(text);
        return DATE_TEXT;
      }
      if (TIME.matcher(text).matches()) {
        OffsetDateTime.parse(text);
        return TIME_TEXT;
      }
    } catch (DateTimeException none) {
      return TEXT;
    }
    return TEXT;
  }
}
