package io.trueup.simulation;

import org.jspecify.annotations.Nullable;

/**
 * Blocking code of the product that runs in a simulated world, on a thread of its own, while it has
 * the baton. {@code frailty} says what may happen to its calls.
 */
final class Actor {

  /** What befalls the calls of an actor. */
  enum Frailty {
    /** Nothing. */
    NONE,
    /** Calls fail or are slow. */
    CALLS,
    /** And it dies, or is given up and goes on. */
    LIFE
  }

  /** How an actor ended. */
  sealed interface Ending {

    record Done() implements Ending {}

    record Failed(RuntimeException failure) implements Ending {}

    /** It was killed, or given up while it goes on. */
    record Gone() implements Ending {}
  }

  /** Told once how an actor ended, or that it was given up, whichever comes first. */
  interface Watcher {
    void ended(Ending ending);
  }

  final String name;
  final long id;
  final Frailty frailty;
  final Runnable body;
  final Baton baton = new Baton();
  private @Nullable Watcher watcher;
  private Digest memory = Digest.NONE;
  private long calls;
  private long lagging;
  private long lag;
  private boolean begun;
  private boolean dead;

  Actor(String name, Frailty frailty, Runnable body, Watcher watcher) {
    this.name = name;
    this.id = Dice.hash(name);
    this.frailty = frailty;
    this.body = body;
    this.watcher = watcher;
  }

  /** From one of its calls on it is late by some milliseconds. */
  void lag(long call, long millis) {
    lagging = call;
    lag = millis;
  }

  /** By how many milliseconds it is late at a call. */
  long lagAt(long call) {
    return call == lagging ? lag : 0;
  }

  /** The number of this actor's next call. */
  long nextCall() {
    return calls++;
  }

  /** It comes to know something that what it does from now on may depend on. */
  void learn(@Nullable Object what) {
    memory = Digest.of(memory, what);
  }

  /**
   * All that it has learned, in order. As code does the same whenever it knows the same, that tells
   * where it is in its work, and all that it holds.
   */
  Digest memory() {
    return memory;
  }

  /** Where it is and what may befall it, by whether it could go on now. */
  Digest digest(boolean couldGoOn) {
    return Digest.of(name, memory, begun, dead, isWatched(), couldGoOn);
  }

  /** Whether this is the first time that it is asked. */
  boolean begins() {
    boolean first = !begun;
    begun = true;
    return first;
  }

  void kill() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }

  boolean isWatched() {
    return watcher != null;
  }

  /** Tells the watcher, if it has not been told yet. */
  void tell(Ending ending) {
    Watcher told = watcher;
    watcher = null;
    if (told != null) {
      told.ended(ending);
    }
  }
}
