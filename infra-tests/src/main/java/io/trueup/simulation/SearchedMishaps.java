package io.trueup.simulation;

import java.util.List;
import java.util.Optional;

/**
 * Mishaps that a search chooses, at the writes of actors that may die: a crash anywhere else is one
 * right after the write before, and a call that is not taken is a crash as well, after which only
 * memory is kept.
 */
record SearchedMishaps(Choices choices, Junction junction) implements Mishaps {

  private static final List<Fault> KINDS =
      List.of(Fault.LOST_ANSWER, Fault.CRASH_AFTER, Fault.LATE_WRITE, Fault.ZOMBIE);

  @Override
  public Optional<Fault> atRead(Actor actor, long number, String what) {
    return Optional.empty();
  }

  @Override
  public Optional<Fault> atWrite(Actor actor, long number, String what) {
    if (actor.frailty != Actor.Frailty.LIFE) {
      return Optional.empty();
    }
    junction.come("write", actor.name);
    if (actor.isDead()) {
      throw new Crash();
    }
    int chosen = choices.deviation(KINDS.size() + 1);
    return chosen == 0 ? Optional.empty() : Optional.of(KINDS.get(chosen - 1));
  }

  /** Until the next second, when somebody tries again. */
  @Override
  public long lateBy(Actor actor, long number) {
    return 1;
  }
}
