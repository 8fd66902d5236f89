package io.trueup.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.trueup.definition.EventType;
import io.trueup.definition.Field;
import io.trueup.definition.Lateness;
import io.trueup.definition.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads events of one type from JSON objects. Safe for many threads. */
final class TypeReader {

  private final EventType type;
  private final Optional<Lateness> lateness;
  private final ObjectReader root;

  TypeReader(EventType type, Optional<Lateness> lateness) {
    this.type = type;
    this.lateness = lateness;
    root = new ObjectReader(Shape.of(type.schema()));
  }

  /** The event from its opening brace, where the parser stands, to its closing one. */
  Draft draft(JsonParser parser, @Nullable Envelope envelope) throws IOException {
    Draft draft = new Draft(type.fields().size());
    root.read(parser, draft, envelope);
    return draft;
  }

  /** The event that an envelope holds where the parser stands. */
  Draft unwrapped(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return draft(parser, null);
    }
    Draft draft = new Draft(type.fields().size());
    draft.mismatch(Envelope.DATA, token, parser, "an object");
    return draft;
  }

  /** What an event that was read comes to; {@code arrival} is in milliseconds since 1970. */
  Intake judge(Draft draft, long arrival) {
    String mismatch = draft.mismatch() != null ? draft.mismatch() : firstMissing(draft.values());
    if (mismatch != null) {
      return new Intake.Rejected(Rejection.SCHEMA, mismatch);
    }
    Object idValue = present(draft, type.id());
    String id = idValue == null ? "" : idValue.toString();
    if (id.isEmpty()) {
      return new Intake.Rejected(
          Rejection.NO_ID, Draft.message(type.id().path(), "nothing", "an id"));
    }
    if (!(present(draft, type.time()) instanceof Instant instant)) {
      return new Intake.Rejected(
          Rejection.NO_TIME, Draft.message(type.time().path(), "nothing", "a time"));
    }
    long time = instant.toEpochMilli();
    long latest = arrival + type.maxAhead().toMillis();
    if (time > latest) {
      return new Intake.Rejected(
          Rejection.FUTURE,
          Draft.message(
              type.time().path(),
              instant.toString(),
              "at most %s, %s after the arrival"
                  .formatted(Instant.ofEpochMilli(latest), type.maxAhead())));
    }
    return new Intake.Accepted(
        new Event(type, id, time, draft.values()), punctuality(time, arrival));
  }

  private Punctuality punctuality(long time, long arrival) {
    return lateness.isPresent() && lateness.get().isLate(time, arrival)
        ? Punctuality.LATE
        : Punctuality.ON_TIME;
  }

  private @Nullable String firstMissing(@Nullable Object[] values) {
    for (Field field : type.fields()) {
      if (values[field.index()] == Shape.MISSING
          && field.index() != type.id().index()
          && field.index() != type.time().index()) {
        return Draft.message(field.path(), "nothing", LeafForm.of(field).expected());
      }
    }
    return null;
  }

  private static @Nullable Object present(Draft draft, Field field) {
    Object value = draft.values()[field.index()];
    return value == Shape.MISSING ? null : value;
  }
}
