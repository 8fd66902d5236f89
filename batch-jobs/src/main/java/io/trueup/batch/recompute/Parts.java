package io.trueup.batch.recompute;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ShardEpoch;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Turns archive lines into what is shuffled: parts of strips whenever memory is full and at the
 * end, and the tallies at the end. A repeat is in the tallies and in no strip. Tallies are by the
 * definition that the ledger has counted by, strips by the one that they are made for. For one
 * thread.
 */
final class Parts implements Iterator<Part> {

  private final Iterator<ArchiveLine> lines;
  private final Definition definition;
  private final Function<ShardEpoch, Definition> counting;
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

  Parts(Iterator<ArchiveLine> lines, DefinitionBytes definitions, Repeats repeats) {
    this(
        lines,
        definitions.definition(),
        definitions::counting,
        repeats,
        new Cells(definitions.definition(), Cells.MOST));
  }

  Parts(
      Iterator<ArchiveLine> lines,
      Definition definition,
      Function<ShardEpoch, Definition> counting,
      Repeats repeats,
      Cells cells) {
    this.lines = lines;
    this.definition = definition;
    this.counting = counting;
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
      tallies.add(line, counted(line, record, intake));
      if (intake instanceof Intake.Accepted accepted) {
        add(line, accepted.event());
      }
    }
  }

  private Intake counted(ArchiveLine line, StreamRecord record, Intake intake) {
    Definition by = counting.apply(new ShardEpoch(line.shard(), line.epoch()));
    return by.pipeline().fingerprint().equals(definition.pipeline().fingerprint())
        ? intake
        : by.events().read(record, line.arrival());
  }
}
