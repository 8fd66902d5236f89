package io.trueup.batch.recompute;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import scala.Tuple2;

/**
 * Turns archive lines into sightings of accepted events, each with its arrival and the window of
 * its type, both in milliseconds. For one thread.
 */
final class Sightings implements Iterator<Tuple2<byte[], long[]>> {

  private final Iterator<ArchiveLine> lines;
  private final Definition definition;
  private Optional<Tuple2<byte[], long[]>> next;

  Sightings(Iterator<ArchiveLine> lines, Definition definition) {
    this.lines = lines;
    this.definition = definition;
    this.next = advance();
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Tuple2<byte[], long[]> next() {
    Tuple2<byte[], long[]> sighting =
        next.orElseThrow(() -> new NoSuchElementException("no sighting is left"));
    next = advance();
    return sighting;
  }

  private Optional<Tuple2<byte[], long[]>> advance() {
    while (lines.hasNext()) {
      ArchiveLine line = lines.next();
      StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
      if (definition.events().read(record, line.arrival()) instanceof Intake.Accepted accepted) {
        Event event = accepted.event();
        long[] times = {line.arrival(), event.type().window().toMillis()};
        return Optional.of(new Tuple2<>(Sighting.of(line, event).bytes(), times));
      }
    }
    return Optional.empty();
  }
}
