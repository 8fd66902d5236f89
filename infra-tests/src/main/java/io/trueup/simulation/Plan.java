package io.trueup.simulation;

import java.util.HashSet;
import java.util.Set;

/**
 * What makes a history: a seed, the faults of it that are left out, by their names, and the events,
 * by their numbers.
 */
record Plan(long seed, Set<String> noFaults, Set<Integer> noEvents) {

  Plan {
    noFaults = Set.copyOf(noFaults);
    noEvents = Set.copyOf(noEvents);
  }

  static Plan of(long seed) {
    return new Plan(seed, Set.of(), Set.of());
  }

  Plan withoutFaults(Iterable<String> faults) {
    Set<String> more = new HashSet<>(noFaults);
    faults.forEach(more::add);
    return new Plan(seed, more, noEvents);
  }

  Plan withoutEvents(Iterable<Integer> events) {
    Set<Integer> more = new HashSet<>(noEvents);
    events.forEach(more::add);
    return new Plan(seed, noFaults, more);
  }
}
