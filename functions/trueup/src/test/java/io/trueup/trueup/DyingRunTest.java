package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A true-up that dies before or after any of its writes is resumed, or abandoned without trace. So
 * many runs went before that each swap takes a table out of the pointer.
 */
class DyingRunTest {

  private final Works works = new Works(1);

  DyingRunTest() {
    for (long run = 1; run <= 5; run++) {
      works.agreeUpTo(10 * run);
      assertThat(new Execution(works, Mortal.immortal(), "old" + run).toItsEnd())
          .isEqualTo("retired");
    }
    works.agreeUpTo(60);
  }

  static Stream<Arguments> deaths() {
    Mortal whole = Mortal.immortal();
    new Execution(new DyingRunTest().works, whole, "whole").toItsEnd();
    // lease, definition; table, claim, about, report; lease, swap; lease, deletion, lease
    if (whole.changes() != 11) {
      throw new AssertionError("a run has %d changes".formatted(whole.changes()));
    }
    return IntStream.range(0, whole.changes())
        .boxed()
        .flatMap(at -> Stream.of(Mortal.Last.values()).map(last -> Arguments.of(at, last)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void death_thenTheNextRun_leavesNoTrace(int at, Mortal.Last last) {
    Execution one = new Execution(works, new Mortal(at, last), "one");
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);
    works.runs.end(Execution.arn("one"));
    Pointer between = works.pointer();
    boolean swapped = between.generation() == 6;
    assertThat(between.version().orElseThrow().id()).isEqualTo(swapped ? "one" : "old5");

    works.agreeUpTo(70);
    assertThat(new Execution(works, Mortal.immortal(), "two").toItsEnd()).isEqualTo("retired");

    assertThat(ids(works.pointer()))
        .isEqualTo(
            swapped
                ? List.of("two", "one", "old5", "old4")
                : List.of("two", "old5", "old4", "old3"));
    assertThat(works.pointer().cut()).isEqualTo(70);
    assertThat(works.tables.list(Works.PREFIX)).containsAll(works.pointer().tables());
    assertThat(works.tables.list(Works.PREFIX)).isSubsetOf(with(between, works.pointer()));
    assertThat(works.isFree()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void death_thenItsStepAgain_goesOnToItsEnd(int at, Mortal.Last last) {
    Pointer before = works.pointer();
    Execution one = new Execution(works, new Mortal(at, last), "one");
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);

    assertThat(one.retried(works).toItsEnd()).isEqualTo("retired");

    assertThat(ids(works.pointer())).containsExactly("one", "old5", "old4", "old3");
    assertThat(works.pointer().generation()).isEqualTo(before.generation() + 1);
    assertThat(works.tables.list(Works.PREFIX)).containsAll(works.pointer().tables());
    assertThat(works.isFree()).isTrue();

    // What a try left over is no concern of the run's own: the next one removes it.
    works.agreeUpTo(70);
    Pointer between = works.pointer();
    new Execution(works, Mortal.immortal(), "two").toItsEnd();
    assertThat(works.tables.list(Works.PREFIX)).isSubsetOf(with(between, works.pointer()));
  }

  /** One that is believed to be dead and comes back must not undo what came after it. */
  @ParameterizedTest
  @MethodSource("deaths")
  void death_comesBackAfterTheNextRun_changesNothing(int at, Mortal.Last last) {
    Execution one = new Execution(works, new Mortal(at, last), "one");
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);
    works.runs.end(Execution.arn("one"));
    works.agreeUpTo(70);
    new Execution(works, Mortal.immortal(), "two").toItsEnd();
    Pointer after = works.pointer();

    Execution back = one.retried(works);
    try {
      back.toItsEnd();
    } catch (RuntimeException refused) {
      assertThat(back.state()).isEqualTo(Execution.State.SETTLE);
    }
    assertThat(works.pointer()).isEqualTo(after);
    assertThat(works.tables.list(Works.PREFIX)).containsAll(after.tables());
  }

  @Test
  void twoRuns_inAnyInterleaving_oneSwapsAndTheOtherIsBusyOrFindsNothing() {
    // The other begins after so many steps of the first.
    for (int steps = 0; steps <= 4; steps++) {
      Works both = new DyingRunTest().works;
      Execution one = new Execution(both, Mortal.immortal(), "one");
      for (int i = 0; i < steps; i++) {
        one.step();
      }
      Execution other = new Execution(both, Mortal.immortal(), "other");
      String outcome = other.step();
      if (steps == 0) {
        assertThat(outcome).isEqualTo("cut");
        assertThat(one.toItsEnd()).isEqualTo("busy");
        assertThat(other.toItsEnd()).isEqualTo("retired");
      } else {
        assertThat(outcome).as("after %d steps", steps).isEqualTo(steps < 4 ? "busy" : "nothing");
        assertThat(other.state()).isEqualTo(Execution.State.DONE);
        assertThat(steps < 4 ? one.toItsEnd() : "retired").isEqualTo("retired");
      }
      assertThat(both.pointer().generation()).isEqualTo(6);
      assertThat(both.isFree()).isTrue();
    }
  }

  /** What the schedule starts while a run goes on ends at once, and takes nothing from it. */
  @Test
  void scheduledRuns_whileOneIsRecomputing_areAllBusyAndChangeNothing() {
    Execution one = new Execution(works, Mortal.immortal(), "one");
    one.step();
    one.step();
    for (int hour = 1; hour <= 23; hour++) {
      works.clock.move(java.time.Duration.ofHours(1));
      Mortal scheduled = Mortal.immortal();
      assertThat(new Execution(works, scheduled, "hour" + hour).toItsEnd()).isEqualTo("busy");
      assertThat(scheduled.changes()).isZero();
    }
    assertThat(one.toItsEnd()).isEqualTo("retired");
    assertThat(works.pointer().version()).map(Version::id).contains("one");
  }

  private static List<String> ids(Pointer pointer) {
    return pointer.versions().stream().map(Version::id).toList();
  }

  private static Set<String> with(Pointer one, Pointer other) {
    Set<String> tables = new HashSet<>(one.tables());
    tables.addAll(new ArrayList<>(other.tables()));
    return tables;
  }
}
