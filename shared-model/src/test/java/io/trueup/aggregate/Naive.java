package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a function says of values, by decimals of any length and nothing clever. */
final class Naive {

  /** More digits than the point half-way between two doubles has, times a count. */
  private static final MathContext ENOUGH = new MathContext(2_500);

  private Naive() {}

  static @Nullable Object value(Subject subject, List<@Nullable Object> all) {
    List<Object> values = all.stream().filter(Objects::nonNull).toList();
    if (subject.function().equals("count")) {
      return subject.kind().isEmpty() ? (long) all.size() : (long) values.size();
    }
    if (values.isEmpty()) {
      return null;
    }
    return switch (subject.function()) {
      case "sum" ->
          subject.kind().equals(Optional.of(Kind.DOUBLE))
              ? (Object) sum(values).doubleValue()
              : sum(values);
      case "mean" -> sum(values).divide(BigDecimal.valueOf(values.size()), ENOUGH).doubleValue();
      case "min" -> values.stream().min(order()).orElseThrow();
      case "max" -> values.stream().max(order()).orElseThrow();
      default -> throw new IllegalArgumentException(subject.function());
    };
  }

  private static BigDecimal sum(List<Object> values) {
    return values.stream().map(Naive::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal exact(Object value) {
    return value instanceof Double it ? new BigDecimal(it) : new BigDecimal(value.toString());
  }

  private static Comparator<Object> order() {
    return (one, other) ->
        one instanceof Instant time
            ? time.compareTo((Instant) other)
            : exact(one).compareTo(exact(other));
  }
}
