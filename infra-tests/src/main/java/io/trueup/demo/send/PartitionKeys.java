package io.trueup.demo.send;

import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;

/**
 * The partition key of each event, as its pipeline says: the value of its key field, or its id
 * where that is null. What Kinesis takes not as a key (nothing, or over 256 characters), and what
 * is no event, has a hash.
 */
final class PartitionKeys {

  private static final int LONGEST = 256;

  private final EventReader reader;
  private final Clock clock;

  PartitionKeys(Pipeline pipeline, Clock clock) {
    this.reader = new EventReader(pipeline);
    this.clock = clock;
  }

  String of(byte[] data) {
    long now = clock.millis();
    Intake intake = reader.read(new StreamRecord(Position.of("0", 0), now, data), now);
    if (!(intake instanceof Intake.Accepted accepted)) {
      return hash(data);
    }
    Event event = accepted.event();
    Object key = event.value(event.type().key());
    String text = key == null ? event.id() : key.toString();
    return text.isEmpty() || text.length() > LONGEST
        ? hash(text.getBytes(StandardCharsets.UTF_8))
        : text;
  }

  private static String hash(byte[] data) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(data));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing, which every Java has", e);
    }
  }
}
