package io.trueup.simulation;

import io.trueup.port.MissingTableException;

/**
 * Where the product's calls meet the world: each is a turn of the scheduler, and may go wrong as
 * the frailty of its actor allows.
 */
final class Calls implements Turns {

  private static final int LONGEST_ZOMBIE = 20_000;

  private final Scheduler scheduler;
  private final Faults faults;
  private final Trace trace;

  Calls(Scheduler scheduler, Faults faults, Trace trace) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.trace = trace;
  }

  @Override
  public <T> T read(String what, Call<T> read) {
    Actor actor = scheduler.current();
    long number = actor.nextCall();
    scheduler.pause();
    trace.call(actor, number, what, scheduler.now());
    double drawn = actor.frailty == Actor.Frailty.NONE ? 1 : faults.at(actor.id, number);
    if (drawn < faults.rate()) {
      double which = drawn / faults.rate();
      if (which < 0.4) {
        slow(actor, number, what);
      } else if (which < 0.7 || actor.frailty == Actor.Frailty.CALLS) {
        if (takes(Fault.THROTTLE, actor, number, what)) {
          throw new Unavailable(what);
        }
      } else if (takes(Fault.CRASH, actor, number, what)) {
        throw scheduler.die();
      }
    }
    return read.make();
  }

  @Override
  public <T> T write(String what, Call<T> write) {
    Actor actor = scheduler.current();
    long number = actor.nextCall();
    scheduler.pause();
    trace.call(actor, number, what, scheduler.now());
    double rate = 3 * faults.rate();
    double drawn = actor.frailty == Actor.Frailty.NONE ? 1 : faults.at(actor.id, number);
    if (drawn >= rate) {
      return write.make();
    }
    return faulty(actor, number, what, write, drawn / rate);
  }

  private <T> T faulty(Actor actor, long number, String what, Call<T> write, double which) {
    if (which < 0.15) {
      if (takes(Fault.THROTTLE, actor, number, what)) {
        throw new Unavailable(what);
      }
    } else if (which < 0.3) {
      if (takes(Fault.LOST_ANSWER, actor, number, what)) {
        write.make();
        scheduler.pause();
        throw new Unavailable(what);
      }
    } else if (which < 0.4 || actor.frailty == Actor.Frailty.CALLS) {
      slow(actor, number, what);
    } else if (which < 0.55) {
      if (takes(Fault.CRASH, actor, number, what)) {
        throw scheduler.die();
      }
    } else if (which < 0.7) {
      if (takes(Fault.CRASH_AFTER, actor, number, what)) {
        write.make();
        throw scheduler.die();
      }
    } else if (which < 0.8) {
      if (takes(Fault.LATE_WRITE, actor, number, what)) {
        scheduler.after(lateBy(actor, number), () -> land(write));
        throw scheduler.die();
      }
    } else if (takes(Fault.ZOMBIE, actor, number, what)) {
      actor.tell(new Actor.Ending.Gone());
      scheduler.sleep(lateBy(actor, number));
    }
    return write.make();
  }

  private void land(Call<?> write) {
    try {
      write.make();
    } catch (MissingTableException removed) {
      // It came after its table was removed: there is nobody left to be told.
      return;
    }
  }

  private void slow(Actor actor, long number, String what) {
    if (takes(Fault.SLOW, actor, number, what)) {
      scheduler.sleep(lateBy(actor, number) / 4);
    }
  }

  private long lateBy(Actor actor, long number) {
    double unit = faults.at(actor.id + 1, number);
    return 1 + (long) (unit * unit * LONGEST_ZOMBIE);
  }

  private boolean takes(Fault fault, Actor actor, long number, String what) {
    return faults.takes(fault, actor.name + "#" + number + " " + what);
  }
}
