package io.trueup.simulation;

import java.util.Optional;
import java.util.function.LongFunction;

/** What the history of a seed comes to, measured: how it is asked across class loaders. */
public final class MeasuredHunt implements LongFunction<Optional<String>> {

  @Override
  public Optional<String> apply(long seed) {
    return Optional.of(Measuring.of(seed).json());
  }
}
