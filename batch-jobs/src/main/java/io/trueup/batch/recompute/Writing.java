package io.trueup.batch.recompute;

import io.trueup.consume.Pool;
import io.trueup.port.Item;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Writes what is loaded into a segment that is there. What it writes at once is no more than its
 * pace allows a second, or one item. For one thread.
 */
final class Writing implements Loading.Sink {

  /** The items that are written side by side. */
  private static final int AT_ONCE = 200;

  private static final int A_CALL = 50;

  /** The writers of this process; a write is waiting for its answer. */
  static final Pool WRITERS = new Pool(AT_ONCE / A_CALL);

  private final Table segment;
  private final Definition definition;
  private final Workers writers;
  private final Pace pace;
  private final List<Item> waiting = new ArrayList<>();
  private int waitingUnits;
  private long units;

  private Writing(Table segment, Definition definition, Workers writers, Pace pace) {
    this.segment = segment;
    this.definition = definition;
    this.writers = writers;
    this.pace = pace;
  }

  /** Writes all strips among some groups, and the directory entries of their keys. */
  static Loading.Loaded load(
      Iterator<Group> groups, Table segment, Definition definition, Workers writers, Pace pace) {
    Writing writing = new Writing(segment, definition, writers, pace);
    Loading.Loaded loaded = Loading.load(groups, definition, writing);
    writing.write();
    return loaded.plus(Loading.Loaded.units(writing.units));
  }

  @Override
  public void strip(Item item) {
    add(item);
  }

  @Override
  public void key(StripKey key) {
    add(key.entry(definition.pipeline()));
  }

  private void add(Item item) {
    int more = item.units();
    if (waiting.size() == AT_ONCE || waitingUnits + more > pace.atOnce()) {
      write();
    }
    waiting.add(item);
    waitingUnits += more;
  }

  private void write() {
    if (waiting.isEmpty()) {
      return;
    }
    pace.await(waitingUnits);
    List<Runnable> calls = new ArrayList<>();
    for (int from = 0; from < waiting.size(); from += A_CALL) {
      List<Item> call = waiting.subList(from, Math.min(from + A_CALL, waiting.size()));
      calls.add(() -> segment.writeAll(call));
    }
    writers.run(calls);
    waiting.clear();
    units += waitingUnits;
    waitingUnits = 0;
  }
}
