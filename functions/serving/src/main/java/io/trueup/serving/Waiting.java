package io.trueup.serving;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.port.MissingTableException;
import io.trueup.port.Table;
import io.trueup.store.Approval;
import io.trueup.store.Gap;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a true-up waits for a person to decide, and the oldest {@value #MOST} gaps of the archive in
 * its version.
 */
record Waiting(Approval question, List<Gap> gaps) {

  private static final int MOST = 100;

  /** At a time in milliseconds; a question whose table has gone was answered just now. */
  static Optional<Waiting> read(Table control, Function<String, Table> segments, long now) {
    return Approval.waiting(control, now)
        .flatMap(
            question -> {
              try {
                Table segment = segments.apply(question.table());
                return Optional.of(new Waiting(question, Gap.first(segment, MOST)));
              } catch (RuntimeException failure) {
                if (MissingTableException.behind(failure).isPresent()) {
                  return Optional.empty();
                }
                throw failure;
              }
            });
  }

  void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("run", question.run());
    json.writeStringField("why", question.why());
    json.writeStringField("asked", Instant.ofEpochMilli(question.asked()).toString());
    json.writeStringField("until", Instant.ofEpochMilli(question.until()).toString());
    json.writeArrayFieldStart("missing");
    for (Gap gap : gaps) {
      json.writeStartObject();
      json.writeStringField("shard", gap.shard());
      json.writeNumberField("epoch", gap.epoch());
      json.writeNumberField("expected", gap.expected());
      json.writeNumberField("found", gap.found());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
