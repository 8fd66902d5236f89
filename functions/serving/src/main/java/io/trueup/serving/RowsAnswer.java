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

/**
 * A page of rows: of one key, which then stands once at the top, or of all keys, which then stand
 * in each row; {@code next} is the token of the page after it.
 */
record RowsAnswer(
    View view,
    BucketSize size,
    Certificate certificate,
    Optional<CellKey> key,
    List<Sweep.Cell> cells,
    Optional<String> next) {

  /** CSV has no place for the certificate and the next page: they stand in headers. */
  Response response(Request request) {
    if (!request.wantsCsv()) {
      return Response.json(JsonText.write(this::write));
    }
    Map<String, String> headers = new TreeMap<>();
    headers.put(
        "Trueup-Certificate", JsonText.write(json -> Rendering.certificate(json, certificate)));
    if (view.live().isPresent()) {
      headers.put(
          "Trueup-Deferred",
          JsonText.write(json -> Rendering.deferred(json, view.live().get(), certificate)));
    }
    next.ifPresent(token -> headers.put("Trueup-Next", token));
    return Response.csv(headers, Rendering.csv(view, cells));
  }

  private void write(JsonGenerator json) throws IOException {
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
    for (Sweep.Cell cell : cells) {
      json.writeStartObject();
      if (key.isEmpty()) {
        json.writeFieldName("key");
        Rendering.key(json, view, cell.key());
      }
      Rendering.row(json, cell.row());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (next.isPresent()) {
      json.writeStringField("next", next.get());
    }
    json.writeEndObject();
  }
}
