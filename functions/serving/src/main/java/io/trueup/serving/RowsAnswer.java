package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.merge.Certificate;
import io.trueup.merge.Sweep;
import io.trueup.store.CellKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A page of rows: of one key, which then stands once at the top, or of all keys, which then stand
 * in each row; {@code token} makes the token of the page that begins at a place.
 */
record RowsAnswer(
    View view,
    BucketSize size,
    Certificate certificate,
    Optional<CellKey> key,
    Sweep.Page page,
    Function<Sweep.Place, String> token) {

  /** CSV has no place for the certificate and the next page: they stand in headers. */
  Response response(Request request) {
    if (!request.wantsCsv()) {
      List<String> rows = Fitting.texts(page.cells(), cell -> JsonText.write(it -> row(it, cell)));
      return Response.json(JsonText.write(json -> write(json, rows)));
    }
    List<String> rows = Fitting.texts(page.cells(), cell -> Rendering.csv(view, cell));
    Map<String, String> headers = new TreeMap<>();
    headers.put(
        "Trueup-Certificate", JsonText.write(json -> Rendering.certificate(json, certificate)));
    if (view.live().isPresent()) {
      headers.put(
          "Trueup-Deferred",
          JsonText.write(json -> Rendering.deferred(json, view.live().get(), certificate)));
    }
    next(rows.size()).ifPresent(token -> headers.put("Trueup-Next", token));
    return Response.csv(headers, Rendering.csvHeader(view) + String.join("", rows));
  }

  /** The token of the page after so many rows of this one. */
  private Optional<String> next(int rows) {
    return page.cells().stream()
        .skip(rows)
        .findFirst()
        .map(Sweep.Cell::place)
        .or(page::next)
        .map(token);
  }

  private void row(JsonGenerator json, Sweep.Cell cell) throws IOException {
    json.writeStartObject();
    if (key.isEmpty()) {
      json.writeFieldName("key");
      Rendering.key(json, view, cell.key());
    }
    Rendering.row(json, cell.row());
    json.writeEndObject();
  }

  private void write(JsonGenerator json, List<String> rows) throws IOException {
    json.writeStartObject();
    json.writeStringField("view", view.name());
    json.writeStringField("every", size.length().toString());
    if (key.isPresent()) {
      json.writeFieldName("key");
      Rendering.key(json, view, key.get());
    }
    json.writeFieldName("certificate");
    Rendering.certificate(json, certificate);
    if (view.live().isPresent()) {
      json.writeFieldName("deferred");
      Rendering.deferred(json, view.live().get(), certificate);
    }
    json.writeArrayFieldStart("rows");
    for (String row : rows) {
      json.writeRawValue(row);
    }
    json.writeEndArray();
    Optional<String> next = next(rows.size());
    if (next.isPresent()) {
      json.writeStringField("next", next.get());
    }
    json.writeEndObject();
  }
}
