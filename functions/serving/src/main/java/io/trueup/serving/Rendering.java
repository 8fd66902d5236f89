package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.aggregate.Bounds;
import io.trueup.aggregate.Frequent;
import io.trueup.definition.Condition;
import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.merge.Certificate;
import io.trueup.merge.Row;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import io.trueup.store.Version;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers as JSON and as CSV. */
final class Rendering {

  private Rendering() {}

  static void certificate(JsonGenerator json, Certificate certificate) throws IOException {
    json.writeStartObject();
    json.writeNumberField("generation", certificate.generation());
    Optional<Version> version = certificate.version();
    json.writeFieldName("version");
    JsonText.value(json, version.map(Version::id).orElse(null));
    json.writeStringField("cut", certificate.cut().toString());
    json.writeFieldName("as_of");
    JsonText.value(json, certificate.asOf().orElse(null));
    json.writeFieldName("cross_checked");
    JsonText.value(json, version.map(v -> v.check() == Version.CrossCheck.CHECKED).orElse(null));
    json.writeNumberField("lost", version.map(Version::lost).orElse(0L));
    json.writeFieldName("divergence");
    JsonText.value(json, version.flatMap(Version::divergence).orElse(null));
    json.writeBooleanField("pinned", certificate.hold() == Certificate.Hold.PINNED);
    json.writeBooleanField("complete", certificate.complete() == Certificate.Completeness.COMPLETE);
    json.writeEndObject();
  }

  /** Keys for which a condition does not hold are as of the cut, whatever the certificate says. */
  static void deferred(JsonGenerator json, Condition live, Certificate certificate)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("unless", live.text());
    json.writeStringField("as_of", certificate.cut().toString());
    json.writeEndObject();
  }

  static void key(JsonGenerator json, View view, CellKey key) throws IOException {
    json.writeStartObject();
    List<@Nullable Object> values = key.values();
    for (int i = 0; i < view.by().size(); i++) {
      json.writeFieldName(view.by().get(i).path());
      JsonText.value(json, values.get(i));
    }
    json.writeEndObject();
  }

  static void row(JsonGenerator json, Row row) throws IOException {
    json.writeStringField("bucket", Instant.ofEpochMilli(row.bucket()).toString());
    json.writeBooleanField("exact", row.standing() == Row.Standing.EXACT);
    for (Map.Entry<String, @Nullable Object> measure : row.values().entrySet()) {
      json.writeFieldName(measure.getKey());
      if (measure.getValue() instanceof List<?> most) {
        frequent(json, most, row.standing());
      } else {
        JsonText.value(json, measure.getValue());
      }
    }
    if (!row.bounds().isEmpty()) {
      json.writeObjectFieldStart("bounds");
      for (Map.Entry<String, Bounds> measure : row.bounds().entrySet()) {
        json.writeObjectFieldStart(measure.getKey());
        json.writeFieldName("low");
        JsonText.value(json, measure.getValue().low());
        json.writeFieldName("high");
        JsonText.value(json, measure.getValue().high());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  /** The values of a top, each with its count, and with bounds unless the row is exact. */
  private static void frequent(JsonGenerator json, List<?> most, Row.Standing standing)
      throws IOException {
    json.writeStartArray();
    for (Object each : most) {
      Frequent frequent = (Frequent) each;
      json.writeStartObject();
      json.writeFieldName("value");
      JsonText.value(json, frequent.value());
      json.writeNumberField("count", frequent.count());
      if (standing != Row.Standing.EXACT) {
        json.writeNumberField("low", frequent.low());
        json.writeNumberField("high", frequent.high());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** The header of rows as RFC 4180 CSV: a measure that may be an estimate has two more columns. */
  static String csvHeader(View view) {
    StringBuilder csv = new StringBuilder();
    view.by().forEach(field -> csv.append(quoted(field.path())).append(','));
    csv.append("bucket,exact");
    view.measures().forEach(measure -> columns(measure).forEach(it -> csv.append(',').append(it)));
    return csv.append("\r\n").toString();
  }

  /** A row under that header; null and the bounds of an exact row are empty, a top is JSON. */
  static String csv(View view, Sweep.Cell cell) {
    StringBuilder csv = new StringBuilder();
    Row row = cell.row();
    cell.key().values().forEach(value -> csv.append(field(value)).append(','));
    csv.append(Instant.ofEpochMilli(row.bucket()))
        .append(',')
        .append(row.standing() == Row.Standing.EXACT);
    view.measures().forEach(measure -> fields(csv, row, measure));
    return csv.append("\r\n").toString();
  }

  private static List<String> columns(Measure measure) {
    String name = measure.name();
    return measure.aggregator().isBounded()
        ? List.of(name, name + "_low", name + "_high")
        : List.of(name);
  }

  private static void fields(StringBuilder csv, Row row, Measure measure) {
    @Nullable Object value = row.values().get(measure.name());
    csv.append(',')
        .append(
            value instanceof List<?> most
                ? quoted(JsonText.write(json -> frequent(json, most, row.standing())))
                : field(value));
    if (measure.aggregator().isBounded()) {
      @Nullable Bounds bounds = row.bounds().get(measure.name());
      csv.append(',').append(field(bounds == null ? null : bounds.low()));
      csv.append(',').append(field(bounds == null ? null : bounds.high()));
    }
  }

  private static String field(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return quoted(
        value instanceof java.math.BigDecimal decimal ? decimal.toPlainString() : value.toString());
  }

  private static String quoted(String text) {
    return text.isEmpty() || text.chars().anyMatch(c -> "\",\r\n".indexOf(c) >= 0)
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }
}
