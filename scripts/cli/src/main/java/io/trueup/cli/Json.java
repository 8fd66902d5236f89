package io.trueup.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.trueup.aggregate.Frequent;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as it is read and written here: every digit of a number is kept. */
public final class Json {

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // A document whose content fails is not to look whole.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  private static final ObjectMapper MAPPER =
      JsonMapper.builder(FACTORY)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** What writes the pieces of a document. */
  public interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Writes a document and ends its line. */
  public static void print(PrintStream out, Content content) {
    try (JsonGenerator json = MAPPER.createGenerator(out)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException("write JSON to standard output", e);
    }
    out.println();
  }

  /** A measure or a dimension's value: times as ISO 8601, a top as values with exact counts. */
  public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Number number) {
      MAPPER.writeValue(json, number);
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof List<?> most) {
      json.writeStartArray();
      for (Object each : most) {
        Frequent frequent = (Frequent) each;
        json.writeStartObject();
        json.writeFieldName("value");
        value(json, frequent.value());
        json.writeNumberField("count", frequent.count());
        json.writeEndObject();
      }
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }

  /** A value as JSON text. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("write %s as JSON".formatted(value), e);
    }
  }

  /** Reads a document; the exception says what was found. */
  public static JsonNode read(byte[] data) throws JsonProcessingException {
    return MAPPER.readTree(new String(data, StandardCharsets.UTF_8));
  }

  /** A measure as a person reads it: fractions to four places, a top as values and counts. */
  public static String shown(@Nullable Object value) {
    if (value instanceof Double fraction) {
      return BigDecimal.valueOf(fraction).setScale(PLACES, RoundingMode.HALF_EVEN).toPlainString();
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.scale() <= PLACES
          ? decimal.toPlainString()
          : decimal.setScale(PLACES, RoundingMode.HALF_EVEN).toPlainString();
    }
    if (value instanceof List<?> most) {
      return most.stream()
          .map(each -> (Frequent) each)
          .map(frequent -> shown(frequent.value()) + " " + frequent.count())
          .collect(Collectors.joining(", "));
    }
    return value == null ? "-" : value.toString();
  }

  private static final int PLACES = 4;
}
