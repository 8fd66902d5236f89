package io.trueup.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The faults of a history: drawn by the dice where they may happen, kept by name, and counted.
 * Whether one happens depends on its place alone, so that leaving one out leaves the others.
 */
final class Faults {

  private final Dice dice;
  private final Set<String> without;
  private final Map<Fault, Integer> counts = new EnumMap<>(Fault.class);
  private final List<String> names = new ArrayList<>();
  private final double rate;
  private boolean over;

  /** {@code rate} is the chance that a call goes wrong. */
  Faults(Dice dice, double rate, Set<String> without) {
    this.dice = dice;
    this.rate = rate;
    this.without = without;
  }

  /** From now on all is well. */
  void end() {
    over = true;
  }

  double rate() {
    return rate;
  }

  /** The choice of a place: from 0 to 1. */
  double at(long kind, long number) {
    return over ? 1 : dice.at(kind, number);
  }

  /** Whether a fault happens at a place with a chance. */
  boolean happens(Fault fault, String place, double chance) {
    return dice.at(Dice.hash(fault.name()), Dice.hash(place)) < chance && takes(fault, place);
  }

  /** Whether a fault happens at a place with a chance, which is not counted yet. */
  boolean isIn(Fault fault, String place, double chance) {
    return dice.at(Dice.hash(fault.name()), Dice.hash(place)) < chance
        && !without.contains(fault + " " + place);
  }

  /** Whether a fault that was drawn is not left out; then it is counted. */
  boolean takes(Fault fault, String place) {
    String name = fault + " " + place;
    if (over || without.contains(name)) {
      return false;
    }
    names.add(name);
    counts.merge(fault, 1, Integer::sum);
    return true;
  }

  List<String> names() {
    return List.copyOf(names);
  }

  Map<Fault, Integer> counts() {
    return counts;
  }
}
