package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.aggregate.Bounds;
import io.trueup.aggregate.Frequent;
import io.trueup.definition.View;
import io.trueup.merge.Row;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A live row of a view as JSON, with the members that it has in an answer for all keys. */
final class ViewRow {

  private ViewRow() {}

  /** As a tree. */
  static JsonNode node(View view, Sweep.Cell cell) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Json.print(
        new PrintStream(bytes, false, StandardCharsets.UTF_8), json -> write(json, view, cell));
    try {
      return Json.read(bytes.toByteArray());
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException("read of what was written", impossible);
    }
  }

  /** As the next value of a document. */
  static void write(JsonGenerator json, View view, Sweep.Cell cell) throws IOException {
    json.writeStartObject();
    json.writeFieldName("key");
    key(json, view, cell.key());
    Row row = cell.row();
    json.writeStringField("bucket", Instant.ofEpochMilli(row.bucket()).toString());
    json.writeBooleanField("exact", row.standing() == Row.Standing.EXACT);
    for (Map.Entry<String, @Nullable Object> measure : row.values().entrySet()) {
      json.writeFieldName(measure.getKey());
      if (measure.getValue() instanceof List<?> most) {
        frequent(json, most);
      } else {
        Json.value(json, measure.getValue());
      }
    }
    if (!row.bounds().isEmpty()) {
      bounds(json, row.bounds());
    }
    json.writeEndObject();
  }

  /** A key by dimension. */
  static void key(JsonGenerator json, View view, CellKey key) throws IOException {
    json.writeStartObject();
    List<@Nullable Object> values = key.values();
    for (int i = 0; i < values.size(); i++) {
      json.writeFieldName(view.by().get(i).path());
      Json.value(json, values.get(i));
    }
    json.writeEndObject();
  }

  private static void frequent(JsonGenerator json, List<?> most) throws IOException {
    json.writeStartArray();
    for (Object each : most) {
      Frequent frequent = (Frequent) each;
      json.writeStartObject();
      json.writeFieldName("value");
      Json.value(json, frequent.value());
      json.writeNumberField("count", frequent.count());
      json.writeNumberField("low", frequent.low());
      json.writeNumberField("high", frequent.high());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void bounds(JsonGenerator json, Map<String, Bounds> bounds) throws IOException {
    json.writeObjectFieldStart("bounds");
    for (Map.Entry<String, Bounds> measure : bounds.entrySet()) {
      json.writeObjectFieldStart(measure.getKey());
      json.writeFieldName("low");
      Json.value(json, measure.getValue().low());
      json.writeFieldName("high");
      Json.value(json, measure.getValue().high());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
