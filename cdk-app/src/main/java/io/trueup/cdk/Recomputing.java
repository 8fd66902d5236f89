package io.trueup.cdk;

import java.util.Optional;

/**
 * How a version is recomputed: the write units a second that its load may take, 1 or more; without
 * them it takes what it is given.
 */
public record Recomputing(Optional<Integer> loadBudget) {

  public Recomputing {
    loadBudget
        .filter(units -> units < 1)
        .ifPresent(
            units -> {
              throw new IllegalArgumentException(
                  "%d, expected 1 or more write units a second".formatted(units));
            });
  }
}
