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
    if (kind.isEmpty()) {
      return function.equals("count") ? Optional.of(new Count(Count.Of.EVENTS)) : Optional.empty();
    }
    Kind of = kind.get();
    boolean ordered = of.isNumber() || of == Kind.TIME;
    return switch (function) {
      case "count" -> Optional.of(new Count(Count.Of.VALUES));
      case "sum" -> of.isNumber() ? Optional.of(new Sum(of)) : Optional.empty();
      case "mean" -> of.isNumber() ? Optional.of(new Mean()) : Optional.empty();
      case "min" -> ordered ? Optional.of(new Extreme(Extreme.End.MIN, of)) : Optional.empty();
      case "max" -> ordered ? Optional.of(new Extreme(Extreme.End.MAX, of)) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
