package io.trueup.serving;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** JSON written piece by piece into text. */
final class JsonText {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private JsonText() {}

  /** What writes the pieces. */
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  static String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      content.writeTo(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException("write JSON in memory", impossible);
    }
    return text.toString();
  }

  /** A number of a measure or a dimension's value; times as ISO 8601. */
  static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else if (value instanceof Integer whole) {
      json.writeNumber(whole);
    } else if (value instanceof Double fraction) {
      json.writeNumber(fraction);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else {
      json.writeString(value.toString());
    }
  }
}
