package io.trueup.simulation;

import io.trueup.consume.Progress;
import io.trueup.consume.ShardConsumer;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The processes of one layer's function. Each runs one invocation at a time, and remembers. */
final class Fleet {

  private final String name;
  private final Scheduler scheduler;
  private final Faults faults;
  private final Dice dice;
  private final Outage outage;
  private final Supplier<ShardConsumer> start;
  private final List<Worker> idle = new ArrayList<>();
  private final Map<String, Integer> running = new HashMap<>();
  private final Map<String, Long> ended = new HashMap<>();
  private int invocations;

  /** {@code memory} is what it has learned in the invocations that it has had. */
  private record Worker(ShardConsumer consumer, Digest memory) {}

  /** A time in which a layer is not invoked. */
  record Outage(long from, long to) {}

  /** How an invocation ended, as the mapping sees it. */
  sealed interface Result {

    record Done() implements Result {}

    record From(Position next) implements Result {}

    record Failed() implements Result {}
  }

  /** Told once. */
  interface Receiver {
    void receive(Result result);
  }

  Fleet(
      String name,
      Scheduler scheduler,
      Faults faults,
      Dice dice,
      Outage outage,
      Supplier<ShardConsumer> start) {
    this.name = name;
    this.scheduler = scheduler;
    this.faults = faults;
    this.dice = dice;
    this.outage = outage;
    this.start = start;
  }

  String name() {
    return name;
  }

  boolean isOut() {
    return outage.from() <= scheduler.now() && scheduler.now() < outage.to();
  }

  /** When the last attempt on a shard ended, also of those given up; now while there is one. */
  long quietSince(String shard) {
    return running.getOrDefault(shard, 0) > 0 ? scheduler.now() : ended.getOrDefault(shard, 0L);
  }

  void invoke(String shard, List<StreamRecord> batch, Receiver receiver) {
    String place = name + "-" + invocations++;
    Worker worker = worker(place);
    List<Progress> progress = new ArrayList<>();
    Actor actor =
        new Actor(
            place,
            Actor.Frailty.LIFE,
            () -> {
              running.merge(shard, 1, Integer::sum);
              try {
                progress.add(consumed(worker, shard, batch, place));
                rest(worker);
              } catch (Unavailable failed) {
                rest(worker);
                throw failed;
              } finally {
                running.merge(shard, -1, Integer::sum);
                ended.put(shard, scheduler.now());
              }
            },
            ending -> receiver.receive(result(ending, progress)));
    actor.learn(List.of(worker.memory(), shard, batch));
    scheduler.begin(actor);
  }

  /** An invocation ends, and its worker is there for the next one. */
  private void rest(Worker worker) {
    idle.add(new Worker(worker.consumer(), scheduler.current().memory()));
  }

  /** What its processes know that have nothing to do, and which of them is next. */
  Digest digest() {
    return Digest.of(name, invocations, dice.digest(), idle.stream().map(Worker::memory).toList());
  }

  private Progress consumed(Worker worker, String shard, List<StreamRecord> batch, String place) {
    try {
      return worker.consumer().consume(shard, batch, () -> isNear(place + "-" + scheduler.steps()));
    } catch (Unavailable failed) {
      throw failed;
    } catch (RuntimeException unexpected) {
      throw new Wrong("%s failed: %s".formatted(place, unexpected));
    }
  }

  private Worker worker(String place) {
    if (idle.isEmpty() || faults.happens(Fault.NEW_WORKER, place, 0.1)) {
      return new Worker(start.get(), Digest.NONE);
    }
    return idle.remove(dice.from(0, idle.size()));
  }

  private boolean isNear(String place) {
    return faults.happens(Fault.TIMEOUT, place, 0.15);
  }

  private static Result result(Actor.Ending ending, List<Progress> progress) {
    if (!(ending instanceof Actor.Ending.Done)) {
      return new Result.Failed();
    }
    return progress.get(0) instanceof Progress.Stopped stopped
        ? new Result.From(stopped.next())
        : new Result.Done();
  }
}
