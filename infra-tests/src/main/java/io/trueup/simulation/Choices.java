package io.trueup.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The choices of one run, in the order in which they come up: the first ones are given, each later
 * one is its first option. Deviations, which are pre-emptions and faults, are counted: when as many
 * were chosen as are allowed, none is offered any more.
 */
final class Choices {

  private final int[] given;
  private final List<Integer> options = new ArrayList<>();
  private int deviations;
  private boolean counts;

  /** {@code deviations} are allowed at most. */
  Choices(int[] given, int deviations) {
    this.given = given;
    this.deviations = deviations;
  }

  /** Before that each choice is its first option. */
  void begin() {
    counts = true;
  }

  /** From now on each choice is its first option again. */
  void end() {
    counts = false;
  }

  /** One of so many, which all cost nothing. */
  int free(int n) {
    if (!counts || n == 1) {
      return 0;
    }
    int at = options.size();
    options.add(n);
    return at < given.length ? given[at] : 0;
  }

  /** 0, or one of the others, which are deviations. */
  int deviation(int n) {
    int chosen = deviations == 0 ? 0 : free(n);
    deviations -= chosen == 0 ? 0 : 1;
    return chosen;
  }

  /**
   * The runs that leave this one at one of its choices that were not given. With those that leave
   * them, and so on, that is every run, each once.
   */
  List<int[]> others() {
    List<int[]> others = new ArrayList<>();
    for (int at = given.length; at < options.size(); at++) {
      for (int other = 1; other < options.get(at); other++) {
        int[] prefix = Arrays.copyOf(given, at + 1);
        prefix[at] = other;
        others.add(prefix);
      }
    }
    return others;
  }
}
