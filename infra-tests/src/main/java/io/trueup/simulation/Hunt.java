package io.trueup.simulation;

import java.util.Optional;
import java.util.function.LongFunction;

/** What is wrong in the history of a seed: how the simulation is asked across class loaders. */
public final class Hunt implements LongFunction<Optional<String>> {

  @Override
  public Optional<String> apply(long seed) {
    return History.run(Plan.of(seed)).wrong().map(Wrong::getMessage);
  }
}
