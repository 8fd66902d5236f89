package io.trueup.simulation;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.List;

/**
 * The model of an event source mapping on one shard: batches in order, one at a time, again until
 * they succeed, or the stream no longer keeps them; a child's begin when all of its parents' are
 * through.
 */
final class Mapping {

  private static final int LARGEST = 8;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Dice dice;
  private final Fleet fleet;
  private final ModelStream.ModelShard shard;
  private final List<Mapping> parents;
  private int next;
  private int most = LARGEST;
  private int batches;
  private boolean busy;

  private Mapping(
      Scheduler scheduler,
      Faults faults,
      Dice dice,
      Fleet fleet,
      ModelStream.ModelShard shard,
      List<Mapping> parents) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.dice = dice;
    this.fleet = fleet;
    this.shard = shard;
    this.parents = List.copyOf(parents);
  }

  /** Begins one of a fleet on a shard, and adds it to all that there are, its parents' too. */
  static void begin(
      Scheduler scheduler,
      Faults faults,
      Dice dice,
      Fleet fleet,
      ModelStream.ModelShard shard,
      List<Mapping> all) {
    List<Mapping> parents =
        all.stream()
            .filter(each -> each.fleet == fleet)
            .filter(each -> shard.shard.parents().contains(each.shard.shard.id()))
            .toList();
    Mapping mapping = new Mapping(scheduler, faults, dice, fleet, shard, parents);
    all.add(mapping);
    mapping.poll();
  }

  /** Whether all records so far are processed. */
  boolean isIdle() {
    return !busy && next == shard.records.size();
  }

  /** An empty shard is not through before its parents are. */
  private boolean isThrough() {
    return shard.isClosed() && isIdle() && mayBegin();
  }

  private boolean mayBegin() {
    return parents.stream().allMatch(Mapping::isThrough);
  }

  /** Looks for records, and again from then on. */
  private void poll() {
    if (!busy) {
      next = Math.max(next, shard.trimmed());
    }
    if (isThrough()) {
      return;
    }
    if (busy || isIdle() || !mayBegin() || fleet.isOut()) {
      scheduler.after(dice.from(200, 1_500), name(), this::poll);
      return;
    }
    int size = Math.min(dice.from(1, most + 1), shard.records.size() - next);
    most = LARGEST;
    busy = true;
    batches++;
    List<StreamRecord> batch = List.copyOf(shard.records.subList(next, next + size));
    fleet.invoke(shard.shard.id(), batch, result -> received(result, size));
  }

  private void received(Fleet.Result result, int size) {
    busy = false;
    if (result instanceof Fleet.Result.Done) {
      next += faults.happens(Fault.REDELIVERY, place(), 0.05) ? 0 : size;
    } else if (result instanceof Fleet.Result.From from) {
      next = indexOf(from.next());
    } else if (faults.happens(Fault.REGROUPED, place(), 0.5)) {
      most = dice.from(1, LARGEST + 1);
    } else {
      most = size;
    }
    scheduler.after(dice.from(1, 700), name(), this::poll);
  }

  /** The first user record of the Kinesis record that a position lies in. */
  private int indexOf(Position position) {
    int index = 0;
    while (!shard.records.get(index).position().sequence().equals(position.sequence())) {
      index++;
    }
    return index;
  }

  /** How far it is, and what it does from now on. */
  Digest digest() {
    return Digest.of(name(), next, most, batches, busy, dice.digest());
  }

  private String name() {
    return fleet.name() + " " + shard.shard.id();
  }

  private String place() {
    return name() + " " + batches;
  }
}
