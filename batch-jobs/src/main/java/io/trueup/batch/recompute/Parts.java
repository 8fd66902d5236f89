package io.trueup.batch.recompute;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.ArchiveLine;
import io.trueup.store.ShardEpoch;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Function;

/**
 * Turns archive lines into what is shuffled: parts of strips whenever memory is full and at the
 * end, and the tallies at the end. A repeat is in the tallies and in no strip. Tallies are by the
 * definition that the ledger has counted by, strips by the one that they are made for; those of
 * epochs of replaced segments are parts of their own. For one thread.
 */
final class Parts implements Iterator<Part> {

  /** So many cells of the finest size and values in their censuses take some hundred megabytes. */
  static final int MOST = 200_000;

  private final Iterator<ArchiveLine> lines;
  private final Definition definition;
  private final Function<ShardEpoch, Definition> counting;
  private final Repeats repeats;
  private final Replaced replaced;
  private final int most;
  private final Map<Era, Cells> cells = new EnumMap<>(Era.class);
  private final Tallies tallies = new Tallies();
  private Iterator<Part> ready = Collections.emptyIterator();
  private Stage stage = Stage.LINES;

  /** What the iterator takes from next. */
  private enum Stage {
    LINES,
    TALLIES,
    NOTHING
  }

  Parts(
      Iterator<ArchiveLine> lines,
      DefinitionBytes definitions,
      Repeats repeats,
      Replaced replaced) {
    this(lines, definitions.definition(), definitions::counting, repeats, replaced, MOST);
  }

  Parts(
      Iterator<ArchiveLine> lines,
      Definition definition,
      Function<ShardEpoch, Definition> counting,
      Repeats repeats,
      Replaced replaced,
      int most) {
    this.lines = lines;
    this.definition = definition;
    this.counting = counting;
    this.repeats = repeats;
    this.replaced = replaced;
    this.most = most;
    for (Era era : List.of(Era.FRESH, Era.AGAIN)) {
      cells.put(era, new Cells(definition, era));
    }
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext() && stage != Stage.NOTHING) {
      if (stage == Stage.LINES) {
        combine();
        ready = drain().iterator();
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
      cells(line.epoch()).add(event);
    }
  }

  private void combine() {
    while (lines.hasNext() && size() < most) {
      ArchiveLine line = lines.next();
      StreamRecord record = new StreamRecord(line.position(), line.arrival(), line.data());
      Intake intake = definition.events().read(record, line.arrival());
      tallies.add(line, counted(line, record, intake));
      if (intake instanceof Intake.Accepted accepted) {
        add(line, accepted.event());
      }
    }
  }

  private Cells cells(long epoch) {
    return Objects.requireNonNull(cells.get(replaced.era(epoch)), "cells of each era");
  }

  private int size() {
    return cells.values().stream().mapToInt(Cells::size).sum();
  }

  private List<Part> drain() {
    return cells.values().stream().flatMap(each -> each.drain().stream()).toList();
  }

  private Intake counted(ArchiveLine line, StreamRecord record, Intake intake) {
    Definition by = counting.apply(new ShardEpoch(line.shard(), line.epoch()));
    return by.pipeline().fingerprint().equals(definition.pipeline().fingerprint())
        ? intake
        : by.events().read(record, line.arrival());
  }
}
