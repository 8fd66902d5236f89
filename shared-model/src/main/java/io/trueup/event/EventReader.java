package io.trueup.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.trueup.definition.EventType;
import io.trueup.definition.Field;
import io.trueup.definition.Pipeline;
import io.trueup.definition.Shape;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as events of a pipeline, by their data, their arrival and the definition alone.
 * Safe for many threads; fails for no data whatever.
 *
 * <p>An event is exactly one JSON object in UTF-8, at most {@value #DEEPEST} levels deep, in which
 * no name stands twice in one object; or the {@code data} of an object with {@code specversion}
 * {@code "1.0"}, a CloudEvents envelope (unless the schema has a field {@code specversion}).
 * Members that the schema has not are passed over. Absent is the schema's default, else null where
 * that is allowed; null is null there, never the default.
 *
 * <p>What is wrong with more than one thing is rejected for the first in this order: not JSON,
 * schema, no id, no time, future. A lacking id or time is no matter of the schema; one of a wrong
 * type is.
 */
public final class EventReader {

  private static final int DEEPEST = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Kinesis bounds records, and lengths of what is passed over must not decide.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Would fail on many names of one hash, and by names of earlier events at that.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final EventType type;
  private final List<Field> fields;
  private final ObjectReader root;
  private final boolean takesEnvelopes;

  public EventReader(Pipeline pipeline) {
    if (pipeline.events().size() != 1) {
      throw new IllegalArgumentException(
          "pipeline '%s': %d event types, expected one"
              .formatted(pipeline.name(), pipeline.events().size()));
    }
    type = pipeline.events().get(0);
    fields = type.fields();
    root = new ObjectReader(Shape.of(type.schema()));
    takesEnvelopes = type.schema().getField(Envelope.VERSION) == null;
  }

  /** What a record is; {@code arrival} is its arrival in milliseconds since 1970. */
  public Intake read(StreamRecord record, long arrival) {
    byte[] data = record.data();
    Optional<Heartbeat> beat = Heartbeat.parse(data);
    if (beat.isPresent()) {
      return new Intake.Beat(beat.get());
    }
    try {
      JsonBytes.check(data);
      return judge(draft(data), arrival);
    } catch (JsonProcessingException e) {
      return rejected(Rejection.NOT_JSON, message(e));
    } catch (IOException e) {
      return rejected(Rejection.NOT_JSON, String.valueOf(e.getMessage()));
    }
  }

  private Draft draft(byte[] data) throws IOException {
    Draft draft = new Draft(fields.size());
    Envelope envelope = new Envelope();
    try (JsonParser parser = JSON.createParser(data)) {
      parser.nextToken();
      root.read(parser, draft, takesEnvelopes ? envelope : null);
      if (parser.nextToken() != null) {
        throw new MalformedException("found more behind the object");
      }
    }
    return envelope.isWhole() ? unwrapped(data, envelope) : draft;
  }

  /** The event within an envelope, whose bytes are known to be JSON. */
  private Draft unwrapped(byte[] data, Envelope envelope) throws IOException {
    Draft draft = new Draft(fields.size());
    int start = envelope.start();
    try (JsonParser parser = JSON.createParser(data, start, data.length - start)) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        root.read(parser, draft, null);
      } else {
        draft.mismatch(Envelope.DATA, token, parser, "an object");
      }
    }
    return draft;
  }

  private Intake judge(Draft draft, long arrival) {
    String mismatch = draft.mismatch() != null ? draft.mismatch() : firstMissing(draft.values());
    if (mismatch != null) {
      return rejected(Rejection.SCHEMA, mismatch);
    }
    Object idValue = present(draft, type.id());
    String id = idValue == null ? "" : idValue.toString();
    if (id.isEmpty()) {
      return rejected(Rejection.NO_ID, Draft.message(type.id().path(), "nothing", "an id"));
    }
    if (!(present(draft, type.time()) instanceof Instant instant)) {
      return rejected(Rejection.NO_TIME, Draft.message(type.time().path(), "nothing", "a time"));
    }
    long time = instant.toEpochMilli();
    long latest = arrival + type.maxAhead().toMillis();
    if (time > latest) {
      return rejected(
          Rejection.FUTURE,
          Draft.message(
              type.time().path(),
              instant.toString(),
              "at most %s, %s after the arrival"
                  .formatted(Instant.ofEpochMilli(latest), type.maxAhead())));
    }
    return new Intake.Accepted(new Event(type, id, time, draft.values()));
  }

  private @Nullable String firstMissing(@Nullable Object[] values) {
    for (Field field : fields) {
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

  private static String message(JsonProcessingException failure) {
    String place =
        failure.getLocation() == null
            ? ""
            : "byte %d: ".formatted(failure.getLocation().getByteOffset());
    return place + Excerpt.ofMessage(failure.getOriginalMessage());
  }

  private static Intake rejected(Rejection reason, String detail) {
    return new Intake.Rejected(reason, detail);
  }
}
