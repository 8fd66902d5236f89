package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import io.trueup.trueup.CutChoice.Extent;
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
 * A true-up that dies before or after any of its writes is resumed, or abandoned without trace, be
 * it of all or an increment. So many runs went before that each swap takes a table out of the
 * pointer.
 */
class DyingRunTest {

  /** Epochs from one cut to the next. */
  private static final long STEP = 4;

  private static final int OLD = 8;
  private static final long ONE = STEP * (OLD + 1);
  private static final long TWO = ONE + STEP;

  private static Works worked(Extent extent) {
    Works works = new Works(1);
    for (int run = 1; run <= OLD; run++) {
      works.agreeUpTo(STEP * run);
      assertThat(new Execution(works, Mortal.immortal(), "old" + run, extent).toItsEnd())
          .isEqualTo("retired");
    }
    return works.agreeUpTo(ONE);
  }

  static Stream<Arguments> deaths() {
    return Stream.of(Extent.values()).flatMap(DyingRunTest::deaths);
  }

  private static Stream<Arguments> deaths(Extent extent) {
    Mortal whole = Mortal.immortal();
    Works works = worked(extent);
    new Execution(works, whole, "whole", extent).toItsEnd();
    // lease, definition; table, claim, about, report; lease, swap; notice; lease, deletion, lease
    assertThat(whole.changes()).as("changes of a run").isEqualTo(12);
    assertThat(works.pointer().version().orElseThrow().segments())
        .hasSize(extent == Extent.FULL ? 1 : Increment.MOST);
    return IntStream.range(0, whole.changes())
        .boxed()
        .flatMap(at -> Stream.of(Mortal.Last.values()).map(last -> Arguments.of(extent, at, last)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void death_thenTheNextRun_leavesNoTrace(Extent extent, int at, Mortal.Last last) {
    Works works = worked(extent);
    Execution one = new Execution(works, new Mortal(at, last), "one", extent);
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);
    works.runs.end(Execution.arn("one"));
    Pointer between = works.pointer();
    boolean swapped = between.generation() == OLD + 1;
    assertThat(between.version().orElseThrow().id()).isEqualTo(swapped ? "one" : "old8");

    works.agreeUpTo(TWO);
    assertThat(new Execution(works, Mortal.immortal(), "two", extent).toItsEnd())
        .isEqualTo("retired");

    assertThat(ids(works.pointer()))
        .isEqualTo(
            swapped
                ? List.of("two", "one", "old8", "old7")
                : List.of("two", "old8", "old7", "old6"));
    assertThat(works.pointer().cut()).isEqualTo(TWO);
    assertJoined(works.pointer());
    assertThat(works.tables.list(Works.PREFIX)).containsAll(works.pointer().tables());
    assertThat(works.tables.list(Works.PREFIX)).isSubsetOf(with(between, works.pointer()));
    assertThat(works.isFree()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void death_thenItsStepAgain_goesOnToItsEnd(Extent extent, int at, Mortal.Last last) {
    Works works = worked(extent);
    Pointer before = works.pointer();
    Execution one = new Execution(works, new Mortal(at, last), "one", extent);
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);

    assertThat(one.retried(works).toItsEnd()).isEqualTo("retired");

    assertThat(ids(works.pointer())).containsExactly("one", "old8", "old7", "old6");
    assertThat(works.pointer().generation()).isEqualTo(before.generation() + 1);
    assertJoined(works.pointer());
    assertThat(works.tables.list(Works.PREFIX)).containsAll(works.pointer().tables());
    assertThat(works.isFree()).isTrue();

    // What a try left over is no concern of the run's own: the next one removes it.
    works.agreeUpTo(TWO);
    Pointer between = works.pointer();
    new Execution(works, Mortal.immortal(), "two", extent).toItsEnd();
    assertThat(works.tables.list(Works.PREFIX)).isSubsetOf(with(between, works.pointer()));
  }

  /** One that is believed to be dead and comes back must not undo what came after it. */
  @ParameterizedTest
  @MethodSource("deaths")
  void death_comesBackAfterTheNextRun_changesNothing(Extent extent, int at, Mortal.Last last) {
    Works works = worked(extent);
    Execution one = new Execution(works, new Mortal(at, last), "one", extent);
    assertThatThrownBy(one::toItsEnd).isInstanceOf(Mortal.Death.class);
    works.runs.end(Execution.arn("one"));
    works.agreeUpTo(TWO);
    new Execution(works, Mortal.immortal(), "two", extent).toItsEnd();
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
    for (int steps = 0; steps <= 5; steps++) {
      Works both = worked(Extent.FULL);
      Execution one = new Execution(both, Mortal.immortal(), "one", Extent.FULL);
      for (int i = 0; i < steps; i++) {
        one.step();
      }
      Execution other = new Execution(both, Mortal.immortal(), "other", Extent.FULL);
      String outcome = other.step();
      if (steps == 0) {
        assertThat(outcome).isEqualTo("cut");
        assertThat(one.toItsEnd()).isEqualTo("busy");
        assertThat(other.toItsEnd()).isEqualTo("retired");
      } else {
        assertThat(outcome).as("after %d steps", steps).isEqualTo(steps < 5 ? "busy" : "nothing");
        assertThat(other.state()).isEqualTo(Execution.State.DONE);
        assertThat(steps < 5 ? one.toItsEnd() : "retired").isEqualTo("retired");
      }
      assertThat(both.pointer().generation()).isEqualTo(OLD + 1);
      assertThat(both.isFree()).isTrue();
    }
  }

  /** What the schedule starts while a run goes on ends at once, and takes nothing from it. */
  @Test
  void scheduledRuns_whileOneIsRecomputing_areAllBusyAndChangeNothing() {
    Works works = worked(Extent.WHAT_IS_NEW);
    Execution one = new Execution(works, Mortal.immortal(), "one", Extent.WHAT_IS_NEW);
    one.step();
    one.step();
    for (int hour = 1; hour <= 23; hour++) {
      works.clock.move(java.time.Duration.ofHours(1));
      Mortal scheduled = Mortal.immortal();
      Execution next = new Execution(works, scheduled, "hour" + hour, Extent.WHAT_IS_NEW);
      assertThat(next.toItsEnd()).isEqualTo("busy");
      assertThat(scheduled.changes()).isZero();
    }
    assertThat(one.toItsEnd()).isEqualTo("retired");
    assertThat(works.pointer().version()).map(Version::id).contains("one");
  }

  private static List<String> ids(Pointer pointer) {
    return pointer.versions().stream().map(Version::id).toList();
  }

  /** Of whatever was kept, and what came behind it, nothing is missing or twice. */
  private static void assertJoined(Pointer pointer) {
    for (Version version : pointer.versions()) {
      long to = 0;
      for (Segment segment : version.segments()) {
        assertThat(segment.from()).as("%s", version).isEqualTo(to);
        to = segment.to();
      }
    }
  }

  private static Set<String> with(Pointer one, Pointer other) {
    Set<String> tables = new HashSet<>(one.tables());
    tables.addAll(new ArrayList<>(other.tables()));
    return tables;
  }
}
