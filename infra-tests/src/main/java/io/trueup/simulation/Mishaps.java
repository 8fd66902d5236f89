package io.trueup.simulation;

import java.util.Optional;

/** What befalls calls: what is left to chance, or to a search. */
interface Mishaps {

  /** At the n-th call of an actor, which changes nothing: throttle, crash or slow. */
  Optional<Fault> atRead(Actor actor, long number, String what);

  /** At the n-th call of an actor, which changes the world. */
  Optional<Fault> atWrite(Actor actor, long number, String what);

  /** How many milliseconds what befalls the n-th call of an actor takes. */
  long lateBy(Actor actor, long number);
}
