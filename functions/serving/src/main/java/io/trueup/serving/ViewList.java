package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Field;
import io.trueup.definition.Measure;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import java.io.IOException;

/** The views of a pipeline, as the API lists them. */
final class ViewList {

  private ViewList() {}

  static void write(JsonGenerator json, Pipeline pipeline) throws IOException {
    json.writeStartObject();
    json.writeStringField("pipeline", pipeline.name());
    json.writeArrayFieldStart("views");
    for (View view : pipeline.views()) {
      write(json, view);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, View view) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", view.name());
    json.writeStringField("fingerprint", view.fingerprint());
    json.writeStringField("from", view.from().name());
    if (view.where().isPresent()) {
      json.writeStringField("where", view.where().get().text());
    }
    if (view.live().isPresent()) {
      json.writeStringField("live", view.live().get().text());
    }
    json.writeArrayFieldStart("by");
    for (Field field : view.by()) {
      json.writeString(field.path());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("every");
    for (BucketSize size : view.every()) {
      json.writeString(size.length().toString());
    }
    json.writeEndArray();
    json.writeArrayFieldStart("measures");
    for (Measure measure : view.measures()) {
      json.writeString(measure.name());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
