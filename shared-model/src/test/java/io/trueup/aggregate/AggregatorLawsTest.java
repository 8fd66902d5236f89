package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Rule 1, for every aggregator: states are commutative monoids, and what they say is exact. */
class AggregatorLawsTest {

  @Provide
  Arbitrary<Samples> samples() {
    return Samples.any();
  }

  @Example
  void all_functionsAndKinds_areUnderTheLaws() {
    assertThat(Subject.all().stream().map(it -> it.function()).distinct())
        .containsExactlyElementsOf(Aggregators.names());
    assertThat(Subject.all().stream().map(Subject::toString).distinct())
        .containsExactlyInAnyOrder(
            "count/1",
            "count-values/1",
            "sum/1",
            "sum-double/1",
            "mean/1",
            "min-long/1",
            "min-double/1",
            "min-decimal/1",
            "min-time/1",
            "max-long/1",
            "max-double/1",
            "max-decimal/1",
            "max-time/1");
  }

  @Property(tries = 1500)
  void merge_anyStates_isAssociative(@ForAll("samples") Samples s) {
    Aggregator<Object> a = s.subject().aggregator();
    Object x = s.subject().fold(s.one());
    Object y = s.subject().fold(s.two());
    Object z = s.subject().fold(s.three());
    assertThat(a.merge(a.merge(x, y), z)).isEqualTo(a.merge(x, a.merge(y, z)));
  }

  @Property(tries = 1500)
  void merge_anyStates_isCommutative(@ForAll("samples") Samples s) {
    Aggregator<Object> a = s.subject().aggregator();
    Object x = s.subject().fold(s.one());
    Object y = s.subject().fold(s.two());
    assertThat(a.merge(x, y)).isEqualTo(a.merge(y, x));
  }

  @Property
  void merge_empty_isTheUnit(@ForAll("samples") Samples s) {
    Aggregator<Object> a = s.subject().aggregator();
    Object x = s.subject().fold(s.one());
    assertThat(a.merge(x, a.empty())).isEqualTo(x);
    assertThat(a.merge(a.empty(), x)).isEqualTo(x);
  }

  @Property
  void operations_anyStates_changeNoArgument(@ForAll("samples") Samples s) {
    Aggregator<Object> a = s.subject().aggregator();
    Object x = s.subject().fold(s.one());
    Object y = s.subject().fold(s.two());
    byte[] before = s.subject().encode(x);
    byte[] other = s.subject().encode(y);
    byte[] empty = s.subject().encode(a.empty());

    a.merge(x, y);
    a.merge(y, x);
    s.three().forEach(value -> a.add(x, value));
    a.value(x);

    assertThat(s.subject().encode(x)).isEqualTo(before);
    assertThat(s.subject().encode(y)).isEqualTo(other);
    assertThat(s.subject().encode(a.empty())).isEqualTo(empty);
  }

  @Property(tries = 1500)
  void decode_encoded_isTheState(@ForAll("samples") Samples s) {
    Object x = s.subject().fold(s.one());
    Object read = s.subject().decode(s.subject().encode(x));
    assertThat(read).isEqualTo(x);
    assertThat(s.subject().encode(read)).isEqualTo(s.subject().encode(x));
  }

  @Property
  void merge_decoded_equalsMergeOfStates(@ForAll("samples") Samples s) {
    Aggregator<Object> a = s.subject().aggregator();
    Object x = s.subject().fold(s.one());
    Object y = s.subject().fold(s.two());
    Object read = s.subject().decode(s.subject().encode(x));
    assertThat(a.merge(read, y)).isEqualTo(a.merge(x, y));
    assertThat(a.merge(y, read)).isEqualTo(a.merge(y, x));
  }

  @Property(tries = 1500)
  void fold_anyOrderAndGroups_isOneState(@ForAll("samples") Samples s, @ForAll long seed) {
    Aggregator<Object> a = s.subject().aggregator();
    Object inGroups =
        a.merge(
            s.subject().fold(s.one()),
            a.merge(s.subject().fold(s.two()), s.subject().fold(s.three())));
    List<@Nullable Object> shuffled = all(s);
    Collections.shuffle(shuffled, new Random(seed));

    Object inOneRow = s.subject().fold(shuffled);

    assertThat(inOneRow).isEqualTo(inGroups);
    assertThat(s.subject().encode(inOneRow)).isEqualTo(s.subject().encode(inGroups));
  }

  @Property(tries = 3000)
  void value_anyValues_isExact(@ForAll("samples") Samples s) {
    Object state = s.subject().fold(all(s));
    assertThat(s.subject().aggregator().value(state)).isEqualTo(Naive.value(s.subject(), all(s)));
  }

  private static List<@Nullable Object> all(Samples s) {
    List<@Nullable Object> all = new ArrayList<>(s.one());
    all.addAll(s.two());
    all.addAll(s.three());
    return all;
  }
}
