package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.time.Epochs;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * The versions that a pointer names: the one served, then those that a rollback can go back to, the
 * newest first.
 */
record Versions(Pointer pointer, Epochs epochs) {

  String json() {
    List<Version> kept =
        pointer.previous().stream()
            .sorted(Comparator.comparingLong(Version::cut).reversed())
            .toList();
    return JsonText.write(
        json -> {
          json.writeStartObject();
          json.writeNumberField("generation", pointer.generation());
          json.writeBooleanField("pinned", pointer.hold() == Pointer.Hold.PINNED);
          json.writeArrayFieldStart("versions");
          if (pointer.version().isPresent()) {
            write(json, pointer.version().get());
          }
          for (Version version : kept) {
            write(json, version);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private void write(JsonGenerator json, Version version) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", version.id());
    json.writeStringField("cut", Instant.ofEpochMilli(epochs.start(version.cut())).toString());
    json.writeBooleanField("cross_checked", version.check() == Version.CrossCheck.CHECKED);
    json.writeNumberField("lost", version.lost());
    json.writeFieldName("divergence");
    JsonText.value(json, version.divergence().orElse(null));
    json.writeBooleanField("served", pointer.version().filter(version::equals).isPresent());
    json.writeArrayFieldStart("segments");
    for (Segment segment : version.segments()) {
      json.writeStartObject();
      json.writeStringField("table", segment.table());
      json.writeNumberField("from", segment.from());
      json.writeNumberField("to", segment.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
