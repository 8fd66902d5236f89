package io.trueup.simulation;

import java.util.function.LongPredicate;

/** Whether the history of a seed goes wrong: how the simulation is asked across class loaders. */
public final class Hunt implements LongPredicate {

  @Override
  public boolean test(long seed) {
    return History.run(Plan.of(seed)).wrong().isPresent();
  }
}
