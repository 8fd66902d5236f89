package io.trueup.simulation;

import java.util.Arrays;

/**
 * A run by where it leaves the first options: pairs of a place among its choices and the option
 * there, and how many of these are deviations. From behind the last pair on it is its own.
 */
record Branch(int[] turns, int spent) {

  /** The run of first options alone. */
  static final Branch FIRST = new Branch(new int[0], 0);

  /** Up to how many choices are given. */
  int given() {
    return turns.length == 0 ? 0 : turns[turns.length - 2] + 1;
  }

  /** The option at a place. */
  int at(int place) {
    for (int i = 0; i < turns.length; i += 2) {
      if (turns[i] == place) {
        return turns[i + 1];
      }
    }
    return 0;
  }

  /** The run that leaves this one at a later place, by an option that costs so many deviations. */
  Branch leaving(int place, int option, int cost) {
    int[] more = Arrays.copyOf(turns, turns.length + 2);
    more[turns.length] = place;
    more[turns.length + 1] = option;
    return new Branch(more, spent + cost);
  }

  @Override
  public String toString() {
    return "places and options " + Arrays.toString(turns);
  }
}
