package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The aggregators by the names that a pipeline file uses. */
public final class Aggregators {

  private Aggregators() {}

  /** The functions that a measure may name. */
  public static List<String> names() {
    return List.of(
        "count", "sum", "mean", "min", "max", "first", "last", "distinct", "quantile", "top");
  }

  /**
   * The aggregator of a function for values of a kind ({@code kind} is empty for {@code count()}
   * alone); empty when the function does not take such values. {@code parameter} is the share of a
   * quantile (over 0 and under 1) or the limit of a top (1 to 100), and is empty for others.
   */
  public static Optional<Aggregator<?>> named(
      String function, Optional<BigDecimal> parameter, Optional<Kind> kind) {
    if (kind.isEmpty()) {
      return function.equals("count") ? Optional.of(new Count(Count.Of.EVENTS)) : Optional.empty();
    }
    Kind of = kind.get();
    boolean ordered = of.isNumber() || of == Kind.TIME;
    return switch (function) {
      case "count" -> Optional.of(new Count(Count.Of.VALUES));
      case "sum" -> of.isNumber() ? Optional.of(new Sum(of)) : Optional.empty();
      case "mean" -> of.isNumber() ? Optional.of(new Mean(of)) : Optional.empty();
      case "min" -> ordered ? Optional.of(new Extreme(Extreme.End.MIN, of)) : Optional.empty();
      case "max" -> ordered ? Optional.of(new Extreme(Extreme.End.MAX, of)) : Optional.empty();
      case "first" -> Optional.of(new ByTime(ByTime.End.FIRST, of));
      case "last" -> Optional.of(new ByTime(ByTime.End.LAST, of));
      case "distinct" -> Optional.of(new Distinct());
      case "quantile" ->
          of.isNumber()
              ? parameter.map(share -> new Quantile(of, share.stripTrailingZeros()))
              : Optional.empty();
      case "top" ->
          of == Kind.DOUBLE
              ? Optional.empty()
              : parameter.map(limit -> new Top(of, limit.intValueExact()));
      default -> Optional.empty();
    };
  }
}
