package io.trueup.simulation;

import java.util.Optional;

/** Mishaps that the dice say, each by its place, as the frailty of its actor allows. */
record DrawnMishaps(Faults faults) implements Mishaps {

  private static final int LONGEST = 20_000;

  @Override
  public Optional<Fault> atRead(Actor actor, long number, String what) {
    double drawn = drawn(actor, number);
    if (drawn >= faults.rate()) {
      return Optional.empty();
    }
    double which = drawn / faults.rate();
    Fault fault = Fault.CRASH;
    if (which < 0.4) {
      fault = Fault.SLOW;
    } else if (which < 0.7 || actor.frailty == Actor.Frailty.CALLS) {
      fault = Fault.THROTTLE;
    }
    return taken(fault, actor, number, what);
  }

  @Override
  public Optional<Fault> atWrite(Actor actor, long number, String what) {
    double rate = 3 * faults.rate();
    double drawn = drawn(actor, number);
    return drawn >= rate
        ? Optional.empty()
        : taken(ofWrite(actor, drawn / rate), actor, number, what);
  }

  private static Fault ofWrite(Actor actor, double which) {
    if (which < 0.15) {
      return Fault.THROTTLE;
    } else if (which < 0.3) {
      return Fault.LOST_ANSWER;
    } else if (which < 0.4 || actor.frailty == Actor.Frailty.CALLS) {
      return Fault.SLOW;
    } else if (which < 0.55) {
      return Fault.CRASH;
    } else if (which < 0.7) {
      return Fault.CRASH_AFTER;
    }
    return which < 0.8 ? Fault.LATE_WRITE : Fault.ZOMBIE;
  }

  private double drawn(Actor actor, long number) {
    return actor.frailty == Actor.Frailty.NONE ? 1 : faults.at(actor.id, number);
  }

  private Optional<Fault> taken(Fault fault, Actor actor, long number, String what) {
    return faults.takes(fault, actor.name + "#" + number + " " + what)
        ? Optional.of(fault)
        : Optional.empty();
  }

  @Override
  public long lateBy(Actor actor, long number) {
    double unit = faults.at(actor.id + 1, number);
    return 1 + (long) (unit * unit * LONGEST);
  }
}
