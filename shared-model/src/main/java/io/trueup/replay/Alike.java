package io.trueup.replay;

import io.trueup.aggregate.Bounds;
import io.trueup.aggregate.Frequent;
import io.trueup.merge.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether two rows say the same of a measure. A number is what it counts, whatever its type and
 * scale; what is estimated, by lot even, is the same as long as the bounds of both have a number in
 * common.
 */
final class Alike {

  private Alike() {}

  static boolean are(Row one, Row other, String measure) {
    @Nullable Object here = one.values().get(measure);
    @Nullable Object there = other.values().get(measure);
    if (isOne(here, there)) {
      return true;
    }
    if (here instanceof List<?> most && there instanceof List<?> others) {
      return areTops(frequent(most), frequent(others));
    }
    return here instanceof Number
        && there instanceof Number
        && overlap(bounds(one, measure, here), bounds(other, measure, there));
  }

  private static boolean isOne(@Nullable Object one, @Nullable Object other) {
    return (one instanceof Number && other instanceof Number)
        ? decimal(one).compareTo(decimal(other)) == 0
        : Objects.equals(one, other);
  }

  private static BigDecimal decimal(Object number) {
    return new BigDecimal(number.toString());
  }

  private static Bounds bounds(Row row, String measure, Object value) {
    return Optional.ofNullable(row.bounds().get(measure)).orElseGet(() -> new Bounds(value, value));
  }

  private static boolean overlap(Bounds one, Bounds other) {
    return decimal(one.low()).compareTo(decimal(other.high())) <= 0
        && decimal(other.low()).compareTo(decimal(one.high())) <= 0;
  }

  private static List<Frequent> frequent(List<?> most) {
    return most.stream().map(each -> (Frequent) each).toList();
  }

  private static boolean areTops(List<Frequent> one, List<Frequent> other) {
    return (isExact(one) && isExact(other))
        ? one.size() == other.size() && hasAll(one, other)
        : mayHaveAll(one, other) && mayHaveAll(other, one);
  }

  private static boolean isExact(List<Frequent> most) {
    return most.stream().allMatch(each -> each.low() == each.high());
  }

  private static boolean hasAll(List<Frequent> one, List<Frequent> other) {
    return one.stream()
        .allMatch(each -> of(each, other).filter(it -> it.count() == each.count()).isPresent());
  }

  /** Whether each value of one list can be as often as it says by the other, which may lack it. */
  private static boolean mayHaveAll(List<Frequent> one, List<Frequent> other) {
    // Counts are the upper bounds: what is not in a list is at most as often as its last value.
    long rest = other.isEmpty() ? 0 : other.get(other.size() - 1).high();
    return one.stream()
        .allMatch(
            each ->
                of(each, other)
                    .map(it -> each.low() <= it.high() && it.low() <= each.high())
                    .orElse(each.low() <= rest));
  }

  private static Optional<Frequent> of(Frequent value, List<Frequent> most) {
    return most.stream().filter(it -> isOne(it.value(), value.value())).findAny();
  }
}
