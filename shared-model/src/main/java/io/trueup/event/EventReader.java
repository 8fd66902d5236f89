package io.trueup.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.trueup.definition.Discriminator;
import io.trueup.definition.EventType;
import io.trueup.definition.Pipeline;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads records as events of a pipeline, by their data, their arrival and the definition alone.
 * Safe for many threads; fails for no data whatever.
 *
 * <p>An event is exactly one JSON object in UTF-8, at most {@value #DEEPEST} levels deep, in which
 * no name stands twice in one object; or the {@code data} of an object with {@code specversion}
 * {@code "1.0"}, a CloudEvents envelope (unless a schema of the pipeline has a field {@code
 * specversion}). Members that the schema has not are passed over. Absent is the schema's default,
 * else null where that is allowed; null is null there, never the default.
 *
 * <p>Where a discriminator tells the event type, the string at its path in the event does; in an
 * envelope whose event has none there, or null, and when the path is a single name, the envelope's
 * attribute of that name. So {@code type} works for envelopes by itself.
 *
 * <p>What is wrong with more than one thing is rejected for the first in this order: not JSON, no
 * type, schema, no id, no time, future. A lacking id or time is no matter of the schema; one of a
 * wrong type is.
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

  private final Map<String, TypeReader> types = new LinkedHashMap<>();
  private final Optional<TypeReader> only;
  private final List<String> path;
  private final boolean takesEnvelopes;

  public EventReader(Pipeline pipeline) {
    if (pipeline.events().isEmpty()) {
      throw new IllegalArgumentException(
          "pipeline '%s': no event type, expected at least one".formatted(pipeline.name()));
    }
    EventType first = pipeline.events().get(0);
    Optional<String> told = first.discriminator().map(Discriminator::path);
    path = told.map(it -> List.of(it.split("\\.", -1))).orElse(List.of());
    only = told.isPresent() ? Optional.empty() : Optional.of(reader(pipeline, first));
    for (EventType type : pipeline.events()) {
      type.discriminator().ifPresent(it -> types.put(it.value(), reader(pipeline, type)));
    }
    takesEnvelopes =
        pipeline.events().stream()
            .allMatch(type -> type.schema().getField(Envelope.VERSION) == null);
  }

  private static TypeReader reader(Pipeline pipeline, EventType type) {
    return new TypeReader(type, pipeline.lateness(type));
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
      return only.isPresent() ? untold(only.get(), data, arrival) : told(data, arrival);
    } catch (JsonProcessingException e) {
      return rejected(Rejection.NOT_JSON, message(e));
    } catch (IOException e) {
      return rejected(Rejection.NOT_JSON, String.valueOf(e.getMessage()));
    }
  }

  /** Reads data that is of one type whatever stands in it. */
  private Intake untold(TypeReader type, byte[] data, long arrival) throws IOException {
    Envelope envelope = new Envelope();
    Draft draft;
    try (JsonParser parser = JSON.createParser(data)) {
      parser.nextToken();
      draft = type.draft(parser, takesEnvelopes ? envelope : null);
      end(parser);
    }
    return type.judge(envelope.isWhole() ? unwrapped(type, data, envelope) : draft, arrival);
  }

  /** Reads data that tells its event type: twice, since what tells it may stand anywhere. */
  private Intake told(byte[] data, long arrival) throws IOException {
    Envelope envelope = new Envelope();
    Tell tell = tell(data, envelope);
    TypeReader type = tell instanceof Tell.Text text ? types.get(text.text()) : null;
    if (type == null) {
      String expected = "one of " + String.join(", ", types.keySet());
      return rejected(
          Rejection.NO_TYPE, Draft.message(String.join(".", path), tell.found(), expected));
    }
    if (envelope.isWhole()) {
      return type.judge(unwrapped(type, data, envelope), arrival);
    }
    try (JsonParser parser = JSON.createParser(data)) {
      parser.nextToken();
      return type.judge(type.draft(parser, null), arrival);
    }
  }

  /** What tells the type of an event: its data, or else the envelope around it. */
  private Tell tell(byte[] data, Envelope envelope) throws IOException {
    Tell outer;
    try (JsonParser parser = JSON.createParser(data)) {
      parser.nextToken();
      outer = Tell.find(path, parser, takesEnvelopes ? envelope : null);
      end(parser);
    }
    if (!envelope.isWhole()) {
      return outer;
    }
    try (JsonParser parser = within(data, envelope)) {
      Tell inner =
          parser.currentToken() == JsonToken.START_OBJECT
              ? Tell.find(path, parser, null)
              : new Tell.Absent();
      return inner instanceof Tell.Absent && path.size() == 1 ? outer : inner;
    }
  }

  private static void end(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new MalformedException("found more behind the object");
    }
  }

  /** The event within an envelope, whose bytes are known to be JSON. */
  private static Draft unwrapped(TypeReader type, byte[] data, Envelope envelope)
      throws IOException {
    try (JsonParser parser = within(data, envelope)) {
      return type.unwrapped(parser);
    }
  }

  /** A parser that stands at what the envelope holds. */
  private static JsonParser within(byte[] data, Envelope envelope) throws IOException {
    JsonParser parser = JSON.createParser(data, envelope.start(), data.length - envelope.start());
    parser.nextToken();
    return parser;
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
