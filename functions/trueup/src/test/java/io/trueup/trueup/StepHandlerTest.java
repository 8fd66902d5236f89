package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The steps as the state machine calls them, and two runs that meet. */
class StepHandlerTest {

  private final Works works = new Works(1);

  @Test
  void steps_oneAfterAnother_aTrueUp() {
    works.agreeUpTo(10);
    assertThat(works.step("choose-cut", "r", "dry_run", false))
        .containsEntry("outcome", "cut")
        .containsEntry("cut", 10);
    works.loaded("r", 10);
    assertThat(works.step("settle", "r", "attempt", 1, "cut", 10, "dry_run", false))
        .containsEntry("outcome", "swapped");
    assertThat(works.step("retire", "r", "attempt", 1, "unnamed", List.of()))
        .containsEntry("outcome", "retired");
    assertThat(works.step("choose-cut", "r2")).containsEntry("outcome", "nothing");
  }

  @Test
  void settle_attempt_readsThatAttemptsReport() {
    works.agreeUpTo(10).loaded("r", 10);
    assertThatThrownBy(() -> works.step("settle", "r", "attempt", 2))
        .hasMessageContaining("runs/r/2/report.json");
    assertThatThrownBy(() -> works.step("settle", "r")).hasMessageContaining("'attempt'");
  }

  @Test
  void step_unknown_failsWithTheSteps() {
    assertThatThrownBy(() -> works.step("swap", "r"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "step 'swap', expected choose-cut, settle, ask, tell, untold, retire, release, rollback, resume, approve or reject");
  }

  @Test
  void step_missingMember_failsAndNamesIt() {
    assertThatThrownBy(() -> works.answer("{\"run\": \"r\"}")).hasMessageContaining("'step'");
    assertThatThrownBy(() -> works.answer("{\"step\": \"retire\"}")).hasMessageContaining("'run'");
    assertThatThrownBy(() -> works.step("retire", "r")).hasMessageContaining("'unnamed'");
    assertThatThrownBy(() -> works.step("rollback", "r")).hasMessageContaining("'version'");
    assertThatThrownBy(() -> works.answer("[]")).isInstanceOf(RuntimeException.class);
  }

  /** What it would have done the run after it does. */
  @Test
  void dryRun_saysWhatWouldBeServedAndLeavesNothing() {
    works.agreeUpTo(10);
    Map<String, Object> job = works.step("choose-cut", "r-dry", "dry_run", true);
    assertThat(job).containsEntry("outcome", "cut");
    works.tables.create("segment-r-dry-1-0");
    works.tables.create("segment-r-dry-again-1-0");
    works.loaded("r-dry", 10, "0.0001");
    assertThat(works.step("settle", "r-dry", "attempt", 1, "dry_run", true))
        .containsEntry("outcome", "dry")
        .containsEntry("would", "swap")
        .containsEntry("cut", 10)
        .containsEntry("check", "equal")
        .containsEntry("divergence", "0.0001")
        .containsEntry("report", "runs/r-dry/1/report.json");
    assertThat(works.step("retire", "r-dry", "dry_run", true, "unnamed", List.of()))
        .containsEntry("tables", List.of("segment-r-dry-1-0"));
    assertThat(works.pointer()).isEqualTo(Pointer.FIRST);
    assertThat(works.isFree()).isTrue();

    works.loaded("r", 10, "0.0001");
    assertThat(works.step("settle", "r", "attempt", 1))
        .containsEntry("outcome", "swapped")
        .containsEntry("cut", 10)
        .containsEntry("divergence", "0.0001");
  }

  @Test
  void dryRun_divergenceOverTheBound_wouldAskAndAsksNobody() {
    works.agreeUpTo(10);
    works.step("choose-cut", "r", "dry_run", true);
    works.loaded("r", 10, "0.5");
    assertThat(works.step("settle", "r", "attempt", 1, "dry_run", true))
        .containsEntry("outcome", "dry")
        .containsEntry("would", "ask")
        .containsEntry("why", "divergence 0.5, expected at most 0.001: the hot deltas are wrong");
  }

  @Test
  void twoAtOnce_theSecond_busyUntilTheFirstIsDone() {
    works.agreeUpTo(10).loaded("one", 10);
    assertThat(works.step("choose-cut", "one")).containsEntry("outcome", "cut");
    assertThat(works.step("choose-cut", "two")).isEqualTo(Map.of("outcome", "busy"));
    works.step("settle", "one", "attempt", 1);
    works.agreeUpTo(20);
    assertThat(works.step("choose-cut", "two")).isEqualTo(Map.of("outcome", "busy"));
    works.step("retire", "one", "unnamed", List.of());
    assertThat(works.step("choose-cut", "two")).containsEntry("cut", 20);
  }

  @Test
  void release_ofAFailedRun_letsTheNextOneIn() {
    works.agreeUpTo(10);
    works.step("choose-cut", "one");
    assertThat(works.step("release", "two")).containsEntry("outcome", "released");
    assertThat(works.step("choose-cut", "two")).containsEntry("outcome", "busy");
    works.step("release", "one");
    assertThat(works.step("choose-cut", "two")).containsEntry("outcome", "cut");
  }

  @Test
  void deadRun_leaseEnded_resumesWhenNobodyCameBetween() {
    works.agreeUpTo(10).loaded("one", 10);
    works.step("choose-cut", "one");
    works.clock.move(Deployment.LEASE);
    assertThat(works.step("settle", "one", "attempt", 1)).containsEntry("outcome", "swapped");
  }

  @Test
  void deadRun_anotherCameBetween_isAbandoned() {
    works.agreeUpTo(10).loaded("one", 10);
    works.step("choose-cut", "one");
    works.clock.move(Deployment.LEASE);
    works.agreeUpTo(20);
    List<?> unnamed = Json.list(works.step("choose-cut", "two"), "unnamed");
    assertThatThrownBy(() -> works.step("settle", "one", "attempt", 1))
        .hasMessageContaining("another holds the lease");
    works.loaded("two", 20);
    works.step("settle", "two", "attempt", 1);
    works.step("retire", "two", "unnamed", unnamed);
    assertThatThrownBy(() -> works.step("settle", "one", "attempt", 1))
        .hasMessageContaining("'segment-one' is not there");
    assertThat(works.pointer().version()).map(Version::id).contains("two");
    assertThat(works.tables.list(Works.PREFIX)).containsExactly("segment-two");
  }

  /** The lease is the execution's, by its ARN; the name is what the version gets. */
  @Test
  void steps_ofAnExecution_holdTheLeaseByItsArn() {
    works.agreeUpTo(10);
    works.step("choose-cut", "r", "execution", "arn:r");
    works.loaded("r", 10);
    assertThatThrownBy(() -> works.step("settle", "r", "attempt", 1))
        .hasMessageContaining("another holds the lease");
    works.step("settle", "r", "attempt", 1, "execution", "arn:r");
    works.step("release", "r");
    assertThat(works.isFree()).isFalse();
    works.step("release", "r", "execution", "arn:r");
    assertThat(works.isFree()).isTrue();
    assertThat(works.pointer().version()).map(Version::id).contains("r");
  }
}
