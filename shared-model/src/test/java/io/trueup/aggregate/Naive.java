package io.trueup.aggregate;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/** What a function says of values, by decimals of any length and nothing clever. */
final class Naive {

  /** More digits than the point half-way between two doubles has, times a count. */
  private static final MathContext ENOUGH = new MathContext(2_500);

  private static final Comparator<Sample> BY_TIME =
      Comparator.<Sample>comparingLong(it -> it.origin().time())
          .thenComparing(it -> codePoints(cut(it.origin().id())), Arrays::compare)
          .thenComparing(it -> codePoints(text(it.present())), Arrays::compare);

  private Naive() {}

  static @Nullable Object value(Subject subject, List<Sample> samples) {
    List<Sample> withValue = samples.stream().filter(it -> it.value() != null).toList();
    List<Object> values = withValue.stream().map(Sample::present).toList();
    if (values.isEmpty()) {
      return ofNothing(subject, samples.size());
    }
    return switch (subject.function()) {
      case "count" -> subject.kind().isEmpty() ? (long) samples.size() : (long) values.size();
      case "distinct" -> values.stream().distinct().count();
      case "top" -> top(values, subject.parameter().orElseThrow().intValue());
      case "sum" ->
          subject.kind().equals(Optional.of(Kind.DOUBLE))
                  && Double.isFinite(sum(values).doubleValue())
              ? (Object) sum(values).doubleValue()
              : sum(values);
      case "mean" -> sum(values).divide(BigDecimal.valueOf(values.size()), ENOUGH).doubleValue();
      case "min" -> values.stream().min(order()).orElseThrow();
      case "max" -> values.stream().max(order()).orElseThrow();
      case "first" -> cut(withValue.stream().min(BY_TIME).orElseThrow().present());
      case "last" -> cut(withValue.stream().max(BY_TIME).orElseThrow().present());
      case "quantile" -> quantile(values, subject.parameter().orElseThrow());
      default -> throw new IllegalArgumentException(subject.function());
    };
  }

  private static @Nullable Object ofNothing(Subject subject, int events) {
    return switch (subject.function()) {
      case "count" -> subject.kind().isEmpty() ? (long) events : 0L;
      case "distinct" -> 0L;
      case "top" -> List.of();
      default -> null;
    };
  }

  /** The least value that has at least so many, as a part of all, at or below it. */
  private static Object quantile(List<Object> values, BigDecimal share) {
    return values.stream()
        .sorted(order())
        .filter(
            value -> {
              long atOrBelow =
                  values.stream().filter(it -> order().compare(it, value) <= 0).count();
              return BigDecimal.valueOf(atOrBelow)
                      .compareTo(share.multiply(BigDecimal.valueOf(values.size())))
                  >= 0;
            })
        .findFirst()
        .orElseThrow();
  }

  private static List<Frequent> top(List<Object> values, int limit) {
    Map<String, Long> counts =
        values.stream().collect(Collectors.groupingBy(Naive::text, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(it -> codePoints(it.getKey()), Arrays::compare))
        .limit(limit)
        .map(
            it ->
                new Frequent(
                    values.stream()
                        .filter(value -> text(value).equals(it.getKey()))
                        .map(value -> shown(value))
                        .findFirst()
                        .orElseThrow(),
                    it.getValue(),
                    it.getValue(),
                    it.getValue()))
        .toList();
  }

  private static Object shown(Object value) {
    return value instanceof BigDecimal it ? new BigDecimal(text(it)) : cut(value);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal it
        ? (it.signum() == 0 ? "0" : it.stripTrailingZeros().toPlainString())
        : value instanceof Double fraction
            ? new BigDecimal(fraction).toPlainString()
            : (String) cut(value.toString());
  }

  /** A text of over 256 bytes: characters of its first 224, and 8 bytes of its hash. */
  private static Object cut(Object value) {
    if (!(value instanceof String text) || text.getBytes(UTF_8).length <= 256) {
      return value;
    }
    int end = text.length();
    while (text.substring(0, end).getBytes(UTF_8).length > 224) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end) + "\u2026" + DigestUtils.sha256Hex(text).substring(0, 16);
  }

  private static int[] codePoints(Object text) {
    return text.toString().codePoints().toArray();
  }

  private static BigDecimal sum(List<Object> values) {
    return values.stream().map(Naive::exact).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static BigDecimal exact(Object value) {
    return value instanceof Double it ? new BigDecimal(it) : new BigDecimal(value.toString());
  }

  private static Comparator<Object> order() {
    return (one, other) ->
        one instanceof Instant time
            ? time.compareTo((Instant) other)
            : exact(one).compareTo(exact(other));
  }
}
