package io.trueup.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs actors one at a time in virtual time. Each call of an actor is a place where others may go
 * on, as an {@link Order} says; timers stand for what is no code of ours. Nothing depends on real
 * time or on the order of hashes. The thread that calls {@link #run} and the actors' threads take
 * turns.
 */
final class Scheduler {

  /** More steps than any history that ends. */
  private static final int MOST_STEPS = 400_000;

  /** Whose actor runs on a thread. */
  private static final ThreadLocal<Scheduler> CURRENT = new ThreadLocal<>();

  private record Timer(long at, long number, Object name, Runnable work)
      implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
    }
  }

  private final Order order;
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final List<Actor> ready = new ArrayList<>();
  private final Set<Actor> all = new LinkedHashSet<>();
  private final Baton main = new Baton();

  private long now;
  private long numbers;
  private int steps;
  private @Nullable Actor running;
  private @Nullable RuntimeException failure;
  private boolean stopped;

  /** Begins at {@code now} (milliseconds). */
  Scheduler(Order order, long now) {
    this.order = order;
    this.now = now;
  }

  /**
   * The time in the calling actor's history: the wall clock of code that should not look at one.
   */
  static long wallClock() {
    return CURRENT.get().now;
  }

  long now() {
    return now;
  }

  int steps() {
    return steps;
  }

  /** Runs until nothing is left to do; fails with what {@link #fail} was told. */
  void run() {
    Actor first = next();
    if (first != null) {
      turnTo(first);
      main.await();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the history: every actor is killed, no timer runs any more. */
  void fail(RuntimeException why) {
    if (failure == null) {
      failure = why;
    }
    stop();
  }

  void stop() {
    stopped = true;
    timers.clear();
    for (Actor each : List.copyOf(all)) {
      each.kill();
      if (each != running && !ready.contains(each)) {
        ready.add(each);
      }
    }
  }

  /** Runs work after some milliseconds, in a history whose {@link #digest} nobody asks for. */
  void after(long millis, Runnable work) {
    after(millis, work, work);
  }

  /** Runs work after some milliseconds; {@code name} tells it from any other work. */
  void after(long millis, Object name, Runnable work) {
    if (!stopped) {
      timers.add(new Timer(order.due(now + millis), numbers++, name, work));
    }
  }

  /** The time, where every actor is and whether it could go on, and what is due when, in order. */
  Digest digest() {
    Digest actors =
        all.stream()
            .map(actor -> actor.digest(ready.contains(actor)))
            .reduce(Digest.NONE, Digest::plus);
    List<Object> due = new ArrayList<>();
    timers.stream()
        .sorted()
        .forEach(
            timer -> {
              due.add(timer.at);
              due.add(timer.name);
            });
    return Digest.of(now, actors, due);
  }

  void begin(Actor actor) {
    all.add(actor);
    ready.add(actor);
  }

  Actor current() {
    if (running == null) {
      throw new IllegalStateException("a call outside any actor");
    }
    return running;
  }

  /** The place of a call: others may go on first. Unwinds an actor that was killed. */
  void pause() {
    Actor self = current();
    live(self);
    if (++steps > MOST_STEPS) {
      fail(new Wrong("more than %d steps: the history does not end".formatted(MOST_STEPS)));
      live(self);
    }
    now += order.step();
    ready.add(self);
    runDue();
    ready.remove(self);
    running = self;
    live(self);
    Actor next = ready.isEmpty() ? self : order.atCall(self, ready);
    if (next != self) {
      ready.remove(next);
      ready.add(self);
      turnTo(next);
      self.baton.await();
    }
    live(self);
  }

  /** Lets the running actor wait. */
  void sleep(long millis) {
    Actor self = current();
    live(self);
    after(millis, "wake " + self.name, () -> wake(self));
    waitForTurn(self);
  }

  /** Lets the running actor wait until somebody wakes it. */
  void park() {
    Actor self = current();
    live(self);
    waitForTurn(self);
  }

  void wake(Actor actor) {
    if (all.contains(actor) && !ready.contains(actor)) {
      ready.add(actor);
    }
  }

  /** Kills the running actor. */
  Crash die() {
    current().kill();
    return new Crash();
  }

  Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(now);
      }

      @Override
      public long millis() {
        return now;
      }
    };
  }

  private static void live(Actor actor) {
    if (actor.isDead()) {
      throw new Crash();
    }
  }

  private boolean isDue() {
    Timer first = timers.peek();
    return first != null && first.at <= now;
  }

  private void waitForTurn(Actor self) {
    handOver(self);
    live(self);
    self.learn(now);
  }

  /** Gives the turn to whoever is next, and waits on the actor's thread until it is its turn. */
  private void handOver(Actor self) {
    Actor next = next();
    if (next == null) {
      throw new IllegalStateException("%s waits for ever".formatted(self.name));
    }
    if (next != self) {
      turnTo(next);
      self.baton.await();
    } else {
      running = self;
    }
  }

  private void turnTo(Actor next) {
    running = next;
    if (next.begins()) {
      Carriers.carry(() -> carry(next));
    } else {
      next.baton.give();
    }
  }

  /**
   * Carries an actor to its end on the calling thread, and then those that begin where one has
   * ended: to hand over to another thread takes longer.
   */
  private void carry(Actor first) {
    CURRENT.set(this);
    Actor actor = first;
    while (true) {
      Actor.Ending ending = end(actor);
      running = null;
      all.remove(actor);
      if (!stopped) {
        settle(actor, ending);
      }
      Actor next = orNobody();
      if (next == null) {
        main.give();
        return;
      }
      running = next;
      if (!next.begins()) {
        next.baton.give();
        return;
      }
      actor = next;
    }
  }

  /** Runs an actor to its end. */
  private Actor.Ending end(Actor actor) {
    try {
      live(actor);
      actor.learn(now);
      actor.body.run();
      return new Actor.Ending.Done();
    } catch (Crash crash) {
      return new Actor.Ending.Gone();
    } catch (Wrong wrong) {
      fail(wrong);
    } catch (RuntimeException failed) {
      if (actor.frailty != Actor.Frailty.NONE) {
        return new Actor.Ending.Failed(failed);
      }
      fail(new Wrong("%s failed: %s".formatted(actor.name, failed)));
    } catch (Throwable broken) {
      fail(new IllegalStateException(actor.name + " broke", broken));
    }
    return new Actor.Ending.Gone();
  }

  private void settle(Actor actor, Actor.Ending ending) {
    try {
      actor.tell(ending);
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }

  /** Who goes on; nobody after an order that fails. */
  private @Nullable Actor orNobody() {
    try {
      return next();
    } catch (RuntimeException failed) {
      fail(failed);
      return null;
    }
  }

  /** Who goes on; runs timers until somebody can. Null when nothing is left to do. */
  private @Nullable Actor next() {
    running = null;
    now += order.step();
    while (true) {
      runDue();
      if (!ready.isEmpty()) {
        Actor next = order.next(ready);
        ready.remove(next);
        return next;
      }
      Timer first = timers.peek();
      if (first == null) {
        return null;
      }
      now = Math.max(now, first.at);
    }
  }

  private void runDue() {
    while (isDue()) {
      running = null;
      runTimer();
    }
  }

  private void runTimer() {
    try {
      timers.remove().work().run();
    } catch (RuntimeException failed) {
      fail(failed);
    }
  }
}
