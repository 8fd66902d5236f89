package io.trueup.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Rule 1 for one aggregator and some values: each law is a method, which fails when it is broken.
 */
record Laws(Samples samples) {

  void hold(long seed) {
    isAssociative();
    isCommutative();
    hasAUnit();
    changesNoArgument();
    isReadAsWritten();
    isOneStateInAnyOrder(seed);
    saysWhatIsSo();
  }

  private Subject subject() {
    return samples.subject();
  }

  private Aggregator<Object> aggregator() {
    return subject().aggregator();
  }

  private Object one() {
    return subject().fold(samples.one());
  }

  private Object two() {
    return subject().fold(samples.two());
  }

  private Object three() {
    return subject().fold(samples.three());
  }

  private void assertSame(String law, Object state, Object other) {
    assertThat(subject().meaning(state)).as(law).isEqualTo(subject().meaning(other));
  }

  private void isAssociative() {
    Aggregator<Object> a = aggregator();
    assertSame(
        "merge is associative",
        a.merge(a.merge(one(), two()), three()),
        a.merge(one(), a.merge(two(), three())));
  }

  private void isCommutative() {
    Aggregator<Object> a = aggregator();
    assertSame("merge is commutative", a.merge(one(), two()), a.merge(two(), one()));
  }

  private void hasAUnit() {
    Aggregator<Object> a = aggregator();
    assertSame("empty is the unit", a.merge(one(), a.empty()), one());
    assertSame("empty is the unit", a.merge(a.empty(), one()), one());
  }

  private void changesNoArgument() {
    Aggregator<Object> a = aggregator();
    Object x = one();
    Object y = two();
    byte[] before = subject().encode(x);
    byte[] other = subject().encode(y);
    byte[] empty = subject().encode(a.empty());

    a.merge(x, y);
    a.merge(y, x);
    samples.three().forEach(it -> a.add(x, it.value(), it.origin()));
    a.value(x);

    assertThat(subject().encode(x)).as("no argument is changed").isEqualTo(before);
    assertThat(subject().encode(y)).as("no argument is changed").isEqualTo(other);
    assertThat(subject().encode(a.empty())).as("no argument is changed").isEqualTo(empty);
  }

  private void isReadAsWritten() {
    Aggregator<Object> a = aggregator();
    Object x = one();
    byte[] written = subject().encode(x);
    Object read = subject().decode(written);
    assertThat(read).as("what is read is what was written").isEqualTo(x);
    assertThat(subject().encode(read)).as("it is written again alike").isEqualTo(written);
    assertThat(written.length).as("the bytes of a state").isLessThanOrEqualTo(a.largest());
    assertSame("what is read merges alike", a.merge(read, two()), a.merge(x, two()));
  }

  private void isOneStateInAnyOrder(long seed) {
    Aggregator<Object> a = aggregator();
    Object inGroups = a.merge(one(), a.merge(two(), three()));
    List<Sample> shuffled = new ArrayList<>(samples.all());
    Collections.shuffle(shuffled, new Random(seed));
    Object inOneRow = subject().fold(shuffled);
    assertSame("order and grouping do not matter", inOneRow, inGroups);
  }

  private void saysWhatIsSo() {
    Object state = subject().fold(samples.all());
    Object naive = Naive.value(subject(), samples.all());
    Object said = aggregator().value(state);
    if (aggregator() instanceof Sketch<Object> sketch) {
      Census census = new Census(subject().kind().orElseThrow());
      samples.all().stream()
          .filter(it -> it.value() != null)
          .forEach(it -> census.add(Values.bounded(it.value())));
      assertThat(sketch.exact(census)).as("the exact number").isEqualTo(naive);
      assertSame("a census condenses to the same", sketch.condense(census), state);
      Bounds bounds = sketch.bounds(state);
      if (subject().function().equals("quantile") && bounds != null && naive != null) {
        assertThat(Naive.exact(naive))
            .as("the exact number lies within its bounds")
            .isBetween(Naive.exact(bounds.low()), Naive.exact(bounds.high()));
        return;
      }
    }
    assertThat(said).as("the number").isEqualTo(naive);
  }
}
