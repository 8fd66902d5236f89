package io.trueup.batch.recompute;

import com.google.common.collect.Iterators;
import io.trueup.batch.master.RowId;
import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Turns archive lines into sightings of accepted events. For one thread. */
final class Sightings implements Iterator<Seen> {

  private final Iterator<ArchiveLine> lines;
  private final Definition definition;
  private Optional<Seen> next;

  Sightings(Iterator<ArchiveLine> lines, Definition definition) {
    this.lines = lines;
    this.definition = definition;
    this.next = advance();
  }

  /** The sightings of rows that a definition has taken for events. */
  static Iterator<Seen> of(Iterator<RowId> rows, Definition definition) {
    Map<String, Long> windows = new HashMap<>();
    definition
        .pipeline()
        .events()
        .forEach(type -> windows.put(type.name(), type.window().toMillis()));
    return Iterators.transform(
        rows, row -> new Seen(Sighting.of(row), row.arrival(), window(windows, row)));
  }

  private static long window(Map<String, Long> windows, RowId row) {
    Long window = windows.get(row.type());
    if (window == null) {
      throw new IllegalStateException(
          "%s, expected an event type of %s".formatted(row, windows.keySet()));
    }
    return window;
  }

  @Override
  public boolean hasNext() {
    return next.isPresent();
  }

  @Override
  public Seen next() {
    Seen sighting = next.orElseThrow(() -> new NoSuchElementException("no sighting is left"));
    next = advance();
    return sighting;
  }

  private Optional<Seen> advance() {
    while (lines.hasNext()) {
      ArchiveLine line = lines.next();
      StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
      if (definition.events().read(record, line.arrival()) instanceof Intake.Accepted accepted) {
        Event event = accepted.event();
        long window = event.type().window().toMillis();
        return Optional.of(new Seen(Sighting.of(line, event), line.arrival(), window));
      }
    }
    return Optional.empty();
  }
}
