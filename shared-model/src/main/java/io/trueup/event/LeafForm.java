package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trueup.definition.Field;
import io.trueup.definition.TimeForm;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** How the values of a field stand in JSON: what people are told to write, and its reader. */
record LeafForm(String expected, Reader reader) {

  private static final Pattern UUID =
      Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** Reads the value that the parser stands at, which is not null. */
  interface Reader {

    /** The value; null when the token is none that the field takes. It moves the parser nowhere. */
    @Nullable Object read(JsonToken token, JsonParser parser) throws IOException;
  }

  static LeafForm of(Field field) {
    Schema schema = field.schema();
    return switch (field.kind()) {
      case BOOLEAN -> new LeafForm("true or false", (token, parser) -> bool(token));
      case LONG ->
          schema.getType() == Schema.Type.INT
              ? new LeafForm("an integer of 32 bits", LeafForm::integer)
              : new LeafForm("an integer of 64 bits", LeafForm::whole);
      case DOUBLE ->
          schema.getType() == Schema.Type.FLOAT
              ? new LeafForm("a finite number of single precision", LeafForm::single)
              : new LeafForm("a finite number", LeafForm::number);
      case DECIMAL -> decimal((LogicalTypes.Decimal) schema.getLogicalType());
      case STRING -> text(schema);
      case TIME -> time(TimeForm.of(schema).orElseThrow());
    };
  }

  private static @Nullable Object bool(JsonToken token) {
    return token.isBoolean() ? token == JsonToken.VALUE_TRUE : null;
  }

  private static @Nullable Object whole(JsonToken token, JsonParser parser) throws IOException {
    // A literal with a fraction or an exponent is another token, whatever its value.
    if (token != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return null;
    }
    return parser.getLongValue();
  }

  private static @Nullable Object integer(JsonToken token, JsonParser parser) throws IOException {
    Object number = whole(token, parser);
    return number instanceof Long it && it == it.intValue() ? number : null;
  }

  private static @Nullable Object number(JsonToken token, JsonParser parser) throws IOException {
    return token.isNumeric() ? finite(Double.parseDouble(parser.getText())) : null;
  }

  private static @Nullable Object single(JsonToken token, JsonParser parser) throws IOException {
    return token.isNumeric() ? finite(Float.parseFloat(parser.getText())) : null;
  }

  private static @Nullable Object finite(double number) {
    return Double.isFinite(number) ? number + 0.0 : null; // no negative zero
  }

  private static LeafForm decimal(LogicalTypes.Decimal type) {
    DecimalForm form = new DecimalForm(type.getPrecision(), type.getScale());
    return new LeafForm(
        form.expected(),
        (token, parser) ->
            token.isNumeric() || token == JsonToken.VALUE_STRING
                ? form.read(parser.getText())
                : null);
  }

  private static LeafForm text(Schema schema) {
    if (schema.getType() == Schema.Type.ENUM) {
      Set<String> symbols = Set.copyOf(schema.getEnumSymbols());
      return new LeafForm(
          "one of " + String.join(", ", schema.getEnumSymbols()),
          (token, parser) -> {
            String text = string(token, parser);
            return text != null && symbols.contains(text) ? text : null;
          });
    }
    if (schema.getLogicalType() != null && schema.getLogicalType().getName().equals("uuid")) {
      return new LeafForm(
          "a UUID",
          (token, parser) -> {
            String text = string(token, parser);
            return text != null && UUID.matcher(text).matches() ? text : null;
          });
    }
    return new LeafForm("a string", LeafForm::string);
  }

  private static LeafForm time(TimeForm form) {
    TimeReader reader = new TimeReader(form);
    return new LeafForm(
        form.expected(),
        (token, parser) -> {
          if (token == JsonToken.VALUE_STRING) {
            return reader.read(parser.getText());
          }
          return whole(token, parser) instanceof Long number ? reader.read(number) : null;
        });
  }

  /** The text that the parser stands at; null when it is another token. */
  static @Nullable String string(JsonToken token, JsonParser parser) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      return null;
    }
    String text = parser.getText();
    if (!Excerpt.isWellFormed(text)) {
      // Two such texts would be equal in UTF-8, and so be one key.
      throw new MalformedException(
          "field '%s' has half of a surrogate pair".formatted(parser.currentName()));
    }
    return text;
  }
}
