package io.trueup.simulation;

import java.util.Optional;
import java.util.function.LongFunction;

/**
 * What is wrong in the smallest history with at most so many pre-emptions and faults: how the
 * search is asked across class loaders.
 */
public final class SmallHunt implements LongFunction<Optional<String>> {

  @Override
  public Optional<String> apply(long deviations) {
    try (Crew crew = Crew.ofAll()) {
      return new Exploration(Smallest.Shards.ONE, (int) deviations, Known.Matching.STOPS)
          .all(crew)
          .wrong();
    }
  }
}
