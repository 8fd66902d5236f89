package io.trueup.simulation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The states of the world that a search has come to, and what becomes of a run that comes to one
 * again: it stops, as another one goes on from there. Or it goes on, to show that it comes to the
 * same: each state of the same digest must be followed by one of the same digest. Safe for many
 * threads.
 */
final class Known {

  private final Matching matching;
  private final Set<Digest> states = ConcurrentHashMap.newKeySet();
  private final Map<Digest, Digest> followers = new ConcurrentHashMap<>();
  private final Set<Digest> contradicted = ConcurrentHashMap.newKeySet();

  /** Whether a run goes on from a state from which another one has gone on, or will. */
  enum Matching {
    STOPS,
    GOES_ON
  }

  Known(Matching matching) {
    this.matching = matching;
  }

  /** A run comes to a state; whether it goes on. */
  boolean goesOn(Digest state) {
    return states.add(state) || matching == Matching.GOES_ON;
  }

  /** A run that has taken the first option in a state has come to the next one. */
  void follows(Digest state, Digest next) {
    if (matching == Matching.GOES_ON) {
      Digest other = followers.putIfAbsent(state, next);
      if (other != null && !other.equals(next)) {
        contradicted.add(state);
      }
    }
  }

  /** Those that were not always followed by the same one: their digests do not tell everything. */
  Set<Digest> contradicted() {
    return contradicted;
  }

  /** All of them. */
  Set<Digest> states() {
    return states;
  }
}
