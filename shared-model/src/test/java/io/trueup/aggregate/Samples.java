package io.trueup.aggregate;

import io.trueup.definition.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Values for an aggregator, in three groups. */
record Samples(Subject subject, List<Sample> one, List<Sample> two, List<Sample> three) {

  /** For each aggregator of a function. */
  static Arbitrary<Samples> of(String function) {
    List<Subject> subjects =
        Subject.all().stream().filter(it -> it.function().equals(function)).toList();
    return Arbitraries.of(subjects).flatMap(Samples::of).withoutEdgeCases();
  }

  private static Arbitrary<Samples> of(Subject subject) {
    Arbitrary<List<Sample>> group =
        Combinators.combine(values(subject.kind().orElse(Kind.LONG)).injectNull(0.1), origins())
            .as(Sample::new)
            .list()
            .ofMaxSize(6);
    return Combinators.combine(group, group, group)
        .as((one, two, three) -> new Samples(subject, one, two, three));
  }

  List<Sample> all() {
    List<Sample> all = new ArrayList<>(one);
    all.addAll(two);
    all.addAll(three);
    return all;
  }

  /** Of few times and ids, so that both are often equal. */
  private static Arbitrary<Origin> origins() {
    return Combinators.combine(
            Arbitraries.of(-1L, 0L, 1L, 1_700_000_000_000L),
            Arbitraries.of("", "a", "b", "\uffff", "\ud83d\ude00", "é".repeat(150)))
        .as(Origin::new);
  }

  private static Arbitrary<Object> values(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> Arbitraries.of(true, false).map(it -> it);
      case LONG ->
          Arbitraries.oneOf(
                  Arbitraries.longs(), Arbitraries.of(0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE))
              .map(it -> it);
      case DOUBLE -> doubles().map(it -> it);
      case DECIMAL ->
          Arbitraries.oneOf(
                  Arbitraries.bigIntegers().map(it -> new BigDecimal(it, 2)),
                  Arbitraries.of("0.00", "-1.50", "1234567890123.45").map(BigDecimal::new))
              .map(it -> it);
      case STRING ->
          Arbitraries.oneOf(
                  Arbitraries.strings().ofMaxLength(3).filter(Samples::isWellFormed),
                  Arbitraries.of("", "a", "\ud83d\ude00".repeat(70)))
              .map(it -> it);
      case TIME ->
          Combinators.combine(
                  Arbitraries.longs().between(-99_999_999_999L, 99_999_999_999L),
                  Arbitraries.integers().between(0, 999_999_999))
              .as(Instant::ofEpochSecond);
    };
  }

  /** As the reader of events: no half of a surrogate pair. */
  private static boolean isWellFormed(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
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
