package io.trueup.batch.recompute;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Turns archive lines into what is shuffled: parts of strips whenever memory is full and at the
 * end, and the tallies at the end. A repeat is in the tallies and in no strip. For one thread.
 */
final class Parts implements Iterator<Part> {

  private final Iterator<ArchiveLine> lines;
  private final Definition definition;
  private final Repeats repeats;
  private final Cells cells;
  private final Tallies tallies = new Tallies();
  private Iterator<Part> ready = Collections.emptyIterator();
  private Stage stage = Stage.LINES;

  /** What the iterator takes from next. */
  private enum Stage {
    LINES,
    TALLIES,
    NOTHING
  }

  Parts(Iterator<ArchiveLine> lines, Definition definition, Repeats repeats) {
    this(lines, definition, repeats, new Cells(definition, Cells.MOST));
  }

  Parts(Iterator<ArchiveLine> lines, Definition definition, Repeats repeats, Cells cells) {
    this.lines = lines;
    this.definition = definition;
    this.repeats = repeats;
    this.cells = cells;
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && stage != Stage.NOTHING) {
      if (stage == Stage.LINES) {
        combine();
        ready = cells.drain().iterator();
        stage = lines.hasNext() ? Stage.LINES : Stage.TALLIES;
      } else {
        ready = tallies.drain().iterator();
        stage = Stage.NOTHING;
      }
    }
    return ready.hasNext();
  }

  @Override
  public Part next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no part is left");
    }
    return ready.next();
  }

  private void add(ArchiveLine line, Event event) {
    Repeat repeat = repeats.of(line.shard(), line.position());
    tallies.add(line, repeat);
    if (repeat == Repeat.NONE) {
      cells.add(event);
    }
  }

  private void combine() {
    while (lines.hasNext() && !cells.isFull()) {
      ArchiveLine line = lines.next();
      StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
      Intake intake = definition.events().read(record, line.arrival());
      tallies.add(line, intake);
      if (intake instanceof Intake.Accepted accepted) {
        add(line, accepted.event());
      }
    }
  }
}
