package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Values for an aggregator, in three groups. */
record Samples(
    Subject subject,
    List<@Nullable Object> one,
    List<@Nullable Object> two,
    List<@Nullable Object> three) {

  static Arbitrary<Samples> any() {
    return Arbitraries.of(Subject.all()).flatMap(Samples::of).withoutEdgeCases();
  }

  private static Arbitrary<Samples> of(Subject subject) {
    Arbitrary<List<@Nullable Object>> group =
        values(subject.kind().orElse(Kind.LONG)).injectNull(0.1).list().ofMaxSize(6);
    return Combinators.combine(group, group, group)
        .as((one, two, three) -> new Samples(subject, one, two, three));
  }

  private static Arbitrary<Object> values(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> Arbitraries.of(true, false).map(it -> it);
      case LONG ->
          Arbitraries.oneOf(Arbitraries.longs(), Arbitraries.of(0L, Long.MIN_VALUE, Long.MAX_VALUE))
              .map(it -> it);
      case DOUBLE -> doubles().map(it -> it);
      case DECIMAL -> Arbitraries.bigIntegers().map(it -> new BigDecimal(it, 2));
      case STRING -> Arbitraries.strings().ofMaxLength(3).map(it -> it);
      case TIME ->
          Combinators.combine(
                  Arbitraries.longs().between(-99_999_999_999L, 99_999_999_999L),
                  Arbitraries.integers().between(0, 999_999_999))
              .as(Instant::ofEpochSecond);
    };
  }

  /** Finite ones of every magnitude, and those of one magnitude, which cancel out. */
  private static Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
            Arbitraries.longs().map(Double::longBitsToDouble),
            Arbitraries.longs().between(1, 1L << 53).map(Double::longBitsToDouble),
            Arbitraries.integers().between(-1_000, 1_000).map(it -> it / 10.0),
            Arbitraries.of(0.1, 0.2, 1e16, -1e16, 1e308, -1e308, Double.MIN_VALUE))
        .filter(Double::isFinite)
        .map(it -> it + 0.0); // as the reader of events: no negative zero
  }
}
