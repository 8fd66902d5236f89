package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.util.List;
import java.util.Optional;

/** The aggregators by the names that a pipeline file uses. */
public final class Aggregators {

  private Aggregators() {}

  /** The functions that a measure may name. */
  public static List<String> names() {
    return List.of("count", "sum", "mean", "min", "max");
  }

  /**
   * The aggregator of a function for values of a kind ({@code kind} is empty for {@code count()}
   * alone); empty when the function does not take such values.
   */
  public static Optional<Aggregator<?>> named(String function, Optional<Kind> kind) {
    return Optional.empty();
  }
}
