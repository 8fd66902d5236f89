package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Json;
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
            "step 'swap', expected choose-cut, settle, ask, retire, release, rollback, resume, approve or reject");
  }

  @Test
  void step_missingMember_failsAndNamesIt() {
    assertThatThrownBy(() -> works.answer("{\"run\": \"r\"}")).hasMessageContaining("'step'");
    assertThatThrownBy(() -> works.answer("{\"step\": \"retire\"}")).hasMessageContaining("'run'");
    assertThatThrownBy(() -> works.step("retire", "r")).hasMessageContaining("'unnamed'");
    assertThatThrownBy(() -> works.step("rollback", "r")).hasMessageContaining("'version'");
    assertThatThrownBy(() -> works.answer("[]")).isInstanceOf(RuntimeException.class);
  }

  @Test
  void chooseCut_dryRun_refused() {
    works.agreeUpTo(10);
    assertThatThrownBy(() -> works.step("choose-cut", "r", "dry_run", true))
        .hasMessageContaining("dry_run");
    assertThat(works.step("choose-cut", "r2")).containsEntry("outcome", "cut");
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
