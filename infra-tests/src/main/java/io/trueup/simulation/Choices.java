package io.trueup.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The choices of one run, in the order in which they come up: the first ones are given, each later
 * one is its first option. Deviations, which are pre-emptions and faults, are counted: when as many
 * were chosen as are allowed, none is offered any more.
 */
final class Choices {

  private final Branch branch;
  private final List<Offer> offers = new ArrayList<>();
  private int deviations;
  private boolean counts;

  /** So many options, of which each but the first costs so many deviations. */
  private record Offer(int options, int cost) {}

  /** {@code deviations} are allowed at most. */
  Choices(Branch branch, int deviations) {
    this.branch = branch;
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

  /** Whether choices are still given, and so another run has been here. */
  boolean isGiven() {
    return offers.size() < branch.given();
  }

  /** Whether choices count that are not given. */
  boolean isOwn() {
    return counts && !isGiven();
  }

  /** One of so many, which all cost nothing. */
  int free(int n) {
    return choose(n, 0);
  }

  /** 0, or one of the others, which are deviations. */
  int deviation(int n) {
    int chosen = deviations == 0 ? 0 : choose(n, 1);
    deviations -= chosen == 0 ? 0 : 1;
    return chosen;
  }

  private int choose(int n, int cost) {
    if (!counts || n == 1) {
      return 0;
    }
    offers.add(new Offer(n, cost));
    return branch.at(offers.size() - 1);
  }

  /**
   * The runs that leave this one at one of its choices that were not given. With those that leave
   * them, and so on, that is every run, each once.
   */
  List<Branch> others() {
    List<Branch> others = new ArrayList<>();
    for (int at = branch.given(); at < offers.size(); at++) {
      Offer offer = offers.get(at);
      for (int other = 1; other < offer.options; other++) {
        others.add(branch.leaving(at, other, offer.cost));
      }
    }
    return others;
  }
}
