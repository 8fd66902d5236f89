package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RollbackTest {

  private final Works works = new Works(1).trueUp("r1", 10).trueUp("r2", 20).trueUp("r3", 30);
  private final Rollback rollback = works.rollback();

  @Test
  void rollback_kept_servedAndPinnedUnderANewGeneration() {
    assertThat(rollback.rollback(Works.run("person"), "r1"))
        .isEqualTo(Map.of("outcome", "swapped", "generation", 4L));
    assertThat(works.pointer().version()).map(Version::id).contains("r1");
    assertThat(works.pointer().hold()).isEqualTo(Pointer.Hold.PINNED);
    assertThat(works.pointer().cut()).isEqualTo(10);
    assertThat(works.pointer().previous()).extracting(Version::id).containsExactly("r3", "r2");
  }

  @Test
  void both_anySwap_isToldOf() {
    rollback.rollback(Works.run("one"), "r1");
    rollback.resume(Works.run("two"));
    rollback.resume(Works.run("three"));
    assertThat(works.bus.taken())
        .extracting(it -> Json.object(it.detail()))
        .extracting(
            it -> it.get("by"),
            it -> it.get("run"),
            it -> it.get("version"),
            it -> it.get("generation"),
            it -> it.get("pinned"))
        .containsExactly(
            tuple("rollback", "one", "r1", 4, true), tuple("resume", "two", "r1", 5, false));
  }

  /** It would not be done again by another call. */
  @Test
  void rollback_busThatFails_isDoneAndLoggedAsAMetric() {
    Deployment deaf =
        works.heardBy(
            notices -> {
              throw new IllegalStateException("no such bus");
            });
    Untold untold = new Untold("control", works.clock, new PrintStream(works.log, true, UTF_8));
    assertThat(new Rollback(deaf, untold).rollback(Works.run("person"), "r1"))
        .isEqualTo(Map.of("outcome", "swapped", "generation", 4L));
    assertThat(works.pointer().hold()).isEqualTo(Pointer.Hold.PINNED);
    assertThat(works.isFree()).isTrue();
    assertThat(works.log.toString(UTF_8)).contains("\"UntoldSwaps\":1", "no such bus");
  }

  /** The client sends a write again whose answer got lost, and that is refused by the first. */
  @Test
  void rollback_refusedByItsOwnWrites_isDoneAndToldOf() {
    Table again =
        new ForwardingTable(works.control) {
          @Override
          public Outcome write(Item item, Condition condition) {
            super.write(item, condition);
            return super.write(item, condition);
          }
        };
    Untold untold = new Untold("control", works.clock, new PrintStream(works.log, true, UTF_8));
    assertThat(new Rollback(works.on(again), untold).rollback(Works.run("person"), "r1"))
        .isEqualTo(Map.of("outcome", "swapped", "generation", 4L));
    assertThat(works.isFree()).isTrue();
    assertThat(works.bus.taken()).hasSize(1);
  }

  @Test
  void rollback_backAndForth_noVersionIsLost() {
    rollback.rollback(Works.run("person"), "r1");
    rollback.rollback(Works.run("person"), "r3");
    assertThat(works.pointer().version()).map(Version::id).contains("r3");
    assertThat(works.pointer().previous())
        .extracting(Version::id)
        .containsExactlyInAnyOrder("r1", "r2");
    assertThat(works.pointer().generation()).isEqualTo(5);
  }

  @Test
  void rollback_unknown_saysWhatIsKeptAndSwapsNothing() {
    Pointer before = works.pointer();
    for (String version : List.of("r0", "r3", "")) {
      assertThat(rollback.rollback(Works.run("person"), version))
          .isEqualTo(Map.of("outcome", "unknown", "kept", List.of("r2", "r1")));
    }
    assertThat(works.pointer()).isEqualTo(before);
  }

  @Test
  void resume_pinned_trueUpsSwapAgain() {
    rollback.rollback(Works.run("person"), "r1");
    assertThat(rollback.resume(Works.run("person")))
        .isEqualTo(Map.of("outcome", "swapped", "generation", 5L));
    assertThat(works.pointer().version()).map(Version::id).contains("r1");
    works.trueUp("r4", 40);
    assertThat(works.pointer().version()).map(Version::id).contains("r4");
    assertThat(works.pointer().previous()).extracting(Version::id).startsWith("r1");
  }

  @Test
  void resume_free_changesNothing() {
    Pointer before = works.pointer();
    assertThat(rollback.resume(Works.run("person")))
        .isEqualTo(Map.of("outcome", "free", "generation", 3L));
    assertThat(works.pointer()).isEqualTo(before);
  }

  /** A write of the lease may land after the call that made it was given up, and done again. */
  @Test
  void choose_leaseLeftByACallThatIsOver_takenOverAfterAWhile() {
    works.agreeUpTo(40);
    works.deployment.requireLease("rollback", Works.run("person"));
    CutChoice choice = new CutChoice(works.deployment);
    works.clock.move(Deployment.CALL.minusMillis(1));
    assertThat(choice.choose(new Run("r4", "arn:r4"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "busy");
    works.clock.move(Duration.ofMillis(1));
    assertThat(choice.choose(new Run("r4", "arn:r4"), CutChoice.Extent.WHAT_IS_NEW))
        .containsEntry("outcome", "cut");
  }

  @Test
  void both_afterATrueUpWasStopped_takeItsLeaseOver() {
    works.agreeUpTo(40);
    new CutChoice(works.deployment).choose(new Run("r4", "arn:r4"), CutChoice.Extent.WHAT_IS_NEW);
    works.runs.end("arn:r4");
    assertThat(rollback.rollback(Works.run("person"), "r1")).containsEntry("outcome", "swapped");
    assertThat(rollback.resume(Works.run("person"))).containsEntry("outcome", "swapped");
    assertThat(works.isFree()).isTrue();
  }

  @Test
  void both_whileATrueUpRuns_failAndLeaveItsLease() {
    works.agreeUpTo(40).loaded("r4", 40);
    new CutChoice(works.deployment).choose(Works.run("r4"), CutChoice.Extent.WHAT_IS_NEW);
    assertThatThrownBy(() -> rollback.rollback(Works.run("person"), "r1"))
        .hasMessageContaining("while a true-up is running");
    assertThatThrownBy(() -> rollback.resume(Works.run("person")))
        .hasMessageContaining("while a true-up is running");
    assertThat(works.step("settle", "r4", "attempt", 1)).containsEntry("outcome", "swapped");
  }

  @Test
  void both_whileATrueUpWaitsForAPerson_failAndSayHowToEndIt() {
    works.agreeUpTo(40).loaded("r4", 40, "0.5");
    new CutChoice(works.deployment).choose(Works.run("r4"), CutChoice.Extent.WHAT_IS_NEW);
    works.ask("r4", "t1");
    String why = "run 'r4' waits for approval: end it by `trueup reject r4`";
    assertThatThrownBy(() -> rollback.rollback(Works.run("person"), "r1"))
        .hasMessageContaining(why);
    assertThatThrownBy(() -> rollback.resume(Works.run("person"))).hasMessageContaining(why);
  }
}
