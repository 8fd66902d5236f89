package io.trueup.simulation;

import io.trueup.port.MissingTableException;

/**
 * Where the product's calls meet the world: each is a turn of the scheduler, and may go wrong as
 * the frailty of its actor allows.
 */
final class Calls implements Turns {

  private final Scheduler scheduler;
  private final Mishaps mishaps;
  private final Trace trace;

  Calls(Scheduler scheduler, Mishaps mishaps, Trace trace) {
    this.scheduler = scheduler;
    this.mishaps = mishaps;
    this.trace = trace;
  }

  @Override
  public <T> T read(String what, Call<T> read) {
    Actor actor = scheduler.current();
    long number = turn(actor, what);
    return mishaps
        .atRead(actor, number, what)
        .map(fault -> faulty(fault, actor, number, what, read))
        .orElseGet(read::make);
  }

  @Override
  public <T> T write(String what, Call<T> write) {
    Actor actor = scheduler.current();
    long number = turn(actor, what);
    return mishaps
        .atWrite(actor, number, what)
        .map(fault -> faulty(fault, actor, number, what, write))
        .orElseGet(write::make);
  }

  private long turn(Actor actor, String what) {
    long number = actor.nextCall();
    scheduler.pause();
    if (actor.lagAt(number) > 0) {
      scheduler.sleep(actor.lagAt(number));
    }
    trace.call(actor, number, what, scheduler.now());
    return number;
  }

  private <T> T faulty(Fault fault, Actor actor, long number, String what, Call<T> call) {
    switch (fault) {
      case THROTTLE -> throw new Unavailable(what);
      case LOST_ANSWER -> {
        call.make();
        actor.learn(fault);
        scheduler.pause();
        throw new Unavailable(what);
      }
      case CRASH -> throw scheduler.die();
      case CRASH_AFTER -> {
        call.make();
        throw scheduler.die();
      }
      case LATE_WRITE -> {
        Actor late = late(actor, number, call);
        scheduler.after(mishaps.lateBy(actor, number), late.memory(), () -> scheduler.begin(late));
        throw scheduler.die();
      }
      case ZOMBIE -> {
        actor.learn(fault);
        actor.tell(new Actor.Ending.Gone());
        scheduler.sleep(mishaps.lateBy(actor, number));
        return call.make();
      }
      case SLOW -> {
        scheduler.sleep(mishaps.lateBy(actor, number) / 4);
        return call.make();
      }
      default -> throw new IllegalStateException(fault + " befalls no call");
    }
  }

  /** A write on its way: it lands before or after whatever else happens then. */
  private Actor late(Actor writer, long number, Call<?> write) {
    String name = "late-%s-%d".formatted(writer.name.replace(' ', '-'), number);
    Actor late = new Actor(name, Actor.Frailty.NONE, () -> land(write), ending -> {});
    late.learn(writer.memory());
    return late;
  }

  private void land(Call<?> write) {
    try {
      write.make();
    } catch (MissingTableException removed) {
      // It came after its table was removed: there is nobody left to be told.
      return;
    }
  }
}
