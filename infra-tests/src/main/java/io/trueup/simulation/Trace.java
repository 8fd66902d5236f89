package io.trueup.simulation;

/** A digest of every call of a history, in its order and at its time: equal for equal histories. */
final class Trace {

  private long digest;

  void call(Actor actor, long number, String what, long now) {
    digest = Dice.mix(digest ^ (actor.id + number)) ^ Dice.mix(now + what.length());
  }

  long digest() {
    return digest;
  }
}
