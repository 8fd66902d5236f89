package io.trueup.cli.send;

import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.math.BigInteger;
import java.time.Clock;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Finds the partition key of each line by the pipeline: the event's own, so that events of one key
 * stay in order. A line that is no event of the pipeline goes by the hash of its bytes. For one
 * thread.
 */
public final class Keying {

  /** The most characters of a Kinesis partition key. */
  private static final int LONGEST = 256;

  private final EventReader reader;
  private final Clock clock;
  private long others;

  public Keying(Pipeline pipeline, Clock clock) {
    this.reader = new EventReader(pipeline);
    this.clock = clock;
  }

  public Packing.Entry entry(byte[] data) {
    long arrival = clock.millis();
    Position position = new Position(BigInteger.ZERO, 0);
    Intake intake = reader.read(new StreamRecord(position, arrival, data), arrival);
    if (intake instanceof Intake.Accepted accepted) {
      return new Packing.Entry(of(accepted.event()), data);
    }
    others++;
    return new Packing.Entry(DigestUtils.sha256Hex(data), data);
  }

  /** How many lines were no events of the pipeline. */
  public long others() {
    return others;
  }

  /**
   * An event's key as Kinesis takes it: the id if it is null, a hash if it is empty or too long.
   */
  public static String of(Event event) {
    Object value = event.value(event.type().key());
    String key = value == null ? event.id() : value.toString();
    boolean fits = !key.isEmpty() && key.codePointCount(0, key.length()) <= LONGEST;
    return fits ? key : DigestUtils.sha256Hex(key);
  }
}
