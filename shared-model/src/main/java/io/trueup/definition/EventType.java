package io.trueup.definition;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A type of event: its schema, and which of its fields are the id, the event time and the Kinesis
 * partition key. {@code maxAhead} is how far after its arrival an event's time may lie. A record
 * left out of live numbers as a repeat of an earlier one of its shard with the same id that arrived
 * at most {@code window} before it, with a window of zero never; exact numbers leave out every
 * repeat. Without a discriminator every record of the pipeline is of this type. {@code lateAfter}
 * is as in {@link Lateness}; empty stands for the pipeline's freshness.
 */
public record EventType(
    String name,
    Schema schema,
    List<Field> fields,
    Field id,
    Field time,
    Field key,
    Duration maxAhead,
    Duration window,
    Optional<Duration> lateAfter,
    Optional<Discriminator> discriminator) {

  public EventType {
    fields = List.copyOf(fields);
  }

  /** The field at a path; empty when the schema has no such leaf. */
  public Optional<Field> field(String path) {
    return fields.stream().filter(field -> field.path().equals(path)).findFirst();
  }
}
