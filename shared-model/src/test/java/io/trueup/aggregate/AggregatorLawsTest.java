package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rule 1, for every aggregator: states are commutative monoids, and what they say is so. */
class AggregatorLawsTest {

  private static final int TRIES = 10_000;

  @Example
  void all_functionsAndKinds_areUnderTheLaws() {
    assertThat(Subject.all().stream().map(it -> it.function()).distinct())
        .containsExactlyElementsOf(Aggregators.names());
    assertThat(Subject.all().stream().map(Subject::toString).distinct())
        .contains(
            "count/1",
            "count-values/1",
            "sum/1",
            "sum-double/1",
            "mean/1",
            "min-long/1",
            "max-time/1",
            "first-boolean/1",
            "last-string/1",
            "distinct/1",
            "quantile-long-0.5/1",
            "quantile-decimal-0.95/1",
            "top-string-3/1")
        .hasSize(50);
  }

  @Provide
  Arbitrary<Samples> count() {
    return Samples.of("count");
  }

  @Property(tries = TRIES)
  void count_anyValues_keepsTheLaws(@ForAll("count") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> sum() {
    return Samples.of("sum");
  }

  @Property(tries = TRIES)
  void sum_anyValues_keepsTheLaws(@ForAll("sum") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> mean() {
    return Samples.of("mean");
  }

  @Property(tries = TRIES)
  void mean_anyValues_keepsTheLaws(@ForAll("mean") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> min() {
    return Samples.of("min");
  }

  @Property(tries = TRIES)
  void min_anyValues_keepsTheLaws(@ForAll("min") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> max() {
    return Samples.of("max");
  }

  @Property(tries = TRIES)
  void max_anyValues_keepsTheLaws(@ForAll("max") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> first() {
    return Samples.of("first");
  }

  @Property(tries = TRIES)
  void first_anyValues_keepsTheLaws(@ForAll("first") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> last() {
    return Samples.of("last");
  }

  @Property(tries = TRIES)
  void last_anyValues_keepsTheLaws(@ForAll("last") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> distinct() {
    return Samples.of("distinct");
  }

  @Property(tries = TRIES)
  void distinct_anyValues_keepsTheLaws(@ForAll("distinct") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> quantile() {
    return Samples.of("quantile");
  }

  @Property(tries = TRIES)
  void quantile_anyValues_keepsTheLaws(@ForAll("quantile") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }

  @Provide
  Arbitrary<Samples> top() {
    return Samples.of("top");
  }

  @Property(tries = TRIES)
  void top_anyValues_keepsTheLaws(@ForAll("top") Samples samples, @ForAll long seed) {
    new Laws(samples).hold(seed);
  }
}
