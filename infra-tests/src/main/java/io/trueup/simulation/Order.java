package io.trueup.simulation;

import java.util.List;

/** Who goes on, and how time passes: what a scheduler leaves to chance, or to a search. */
interface Order {

  /** At a call of an actor: that actor itself, or one of the others that could go on. */
  Actor atCall(Actor self, List<Actor> others);

  /** One of some that can go on, when the last one waits or has ended. */
  Actor next(List<Actor> ready);

  /** How many milliseconds a step takes. */
  int step();

  /** When something happens that is due at a time. */
  long due(long at);
}
