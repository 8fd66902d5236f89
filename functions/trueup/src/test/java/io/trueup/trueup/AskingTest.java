package io.trueup.trueup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.store.Approval;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A person's decision about a version. */
class AskingTest {

  private static final String RUN = "r";
  private static final String ARN = "arn:aws:states:eu-central-1:1:execution:trueup-orders:r";

  private final Works works = new Works(1);

  @Test
  void ask_aRun_busyTellsTheNextOneWhatItWaitsFor() {
    asked("t1");
    assertThat(works.step("choose-cut", "next", "execution", "arn:next"))
        .containsEntry("outcome", "busy")
        .containsEntry("waits_for", "approval")
        .containsEntry("run", RUN)
        .containsEntry("why", "divergence 0.5");
    Approval approval = Approval.read(works.control, RUN).orElseThrow();
    assertThat(approval.until() - approval.asked()).isEqualTo(Duration.ofDays(1).toMillis());
    assertThat(approval.table()).isEqualTo("segment-r");
  }

  @Test
  void ask_withoutTheLease_failsAndNothingIsAsked() {
    works.agreeUpTo(10).loaded(RUN, 10, "0.5");
    works.step("choose-cut", "other", "execution", "arn:other");
    assertThatThrownBy(() -> ask("t1")).hasMessageContaining("another holds the lease");
    assertThat(Approval.read(works.control, RUN)).isEmpty();
  }

  @Test
  void approve_waitingRun_goesOnAndTheTokenIsUsedUp() {
    asked("t1");
    assertThat(decide("approve", RUN)).containsEntry("outcome", "approved");
    assertThat(works.runs.answers()).isEqualTo(Map.of("t1", "{\"decision\":\"approved\"}"));
    assertThat(decide("approve", RUN))
        .isEqualTo(Map.of("outcome", "decided", "run", RUN, "standing", "approved"));
    assertThat(decide("reject", RUN))
        .isEqualTo(Map.of("outcome", "decided", "run", RUN, "standing", "approved"));
    assertThat(works.runs.answers()).hasSize(1);
    assertThat(works.tables.list(Works.PREFIX)).containsExactly("segment-r");
  }

  @Test
  void reject_waitingRun_goesOnAndItsTableGoes() {
    asked("t1");
    assertThat(decide("reject", RUN)).containsEntry("outcome", "rejected");
    assertThat(works.runs.answers()).isEqualTo(Map.of("t1", "{\"decision\":\"rejected\"}"));
    assertThat(works.tables.list(Works.PREFIX)).isEmpty();
    assertThat(decide("approve", RUN))
        .isEqualTo(Map.of("outcome", "decided", "run", RUN, "standing", "rejected"));
  }

  @Test
  void approve_runOfWhichNothingIsAsked_unknownAndNamesTheOneThatWaits() {
    assertThat(decide("approve", "r7")).isEqualTo(Map.of("outcome", "unknown"));
    asked("t1");
    assertThat(decide("approve", "r7")).isEqualTo(Map.of("outcome", "unknown", "waiting", RUN));
    assertThat(works.runs.answers()).isEmpty();
  }

  @Test
  void approve_runThatHasEnded_gone() {
    askedByATokenThatIsGone();
    works.runs.end(ARN);
    assertThat(decide("approve", RUN)).isEqualTo(Map.of("outcome", "gone", "run", RUN));
  }

  @Test
  void approve_runThatGaveItsLeaseUp_gone() {
    askedByATokenThatIsGone();
    works.step("release", RUN, "execution", ARN);
    assertThat(decide("approve", RUN)).isEqualTo(Map.of("outcome", "gone", "run", RUN));
  }

  @Test
  void approve_afterADay_gone() {
    askedByATokenThatIsGone();
    works.clock.move(Duration.ofDays(1));
    assertThat(decide("approve", RUN)).isEqualTo(Map.of("outcome", "gone", "run", RUN));
  }

  /** Asking is being tried again, with a token that nobody has noted yet. */
  @Test
  void approve_runThatDoesNotWaitJustNow_notedAndItGoesOn() {
    askedByATokenThatIsGone();
    assertThat(decide("approve", RUN)).isEqualTo(Map.of("outcome", "noted", "run", RUN));
    works.runs.await("t2");
    assertThat(ask("t2")).isEqualTo(Map.of("outcome", "approved"));
    assertThat(works.runs.answers()).containsOnlyKeys("t2");
    assertThat(settle(1)).containsEntry("outcome", "swapped");
  }

  private void askedByATokenThatIsGone() {
    works.agreeUpTo(10).loaded(RUN, 10, "0.5");
    works.step("choose-cut", RUN, "execution", ARN);
    ask("t1");
  }

  /** The state was tried again, with a new token: only by that one the run goes on. */
  @Test
  void ask_again_theNewTokenCounts() {
    asked("t1");
    works.runs.await("t2");
    ask("t2");
    assertThat(decide("approve", RUN)).containsEntry("outcome", "approved");
    assertThat(works.runs.answers()).containsOnlyKeys("t2");
  }

  @Test
  void ask_againAfterTheAnswer_goesOnAtOnce() {
    asked("t1");
    decide("approve", RUN);
    works.runs.await("t2");
    assertThat(ask("t2")).isEqualTo(Map.of("outcome", "approved"));
    assertThat(works.runs.answers()).containsKeys("t1", "t2");
  }

  /** Else the run would go on to settle, which asks about the new report, and so on for ever. */
  @Test
  void ask_aboutAnotherReportThanTheAnswered_waitsForItsOwnAnswer() {
    asked("t1");
    decide("approve", RUN);
    works.archive.write("runs/r/2/report.json", works.bytes("runs/r/1/report.json"));
    works.runs.await("t2");
    assertThat(ask("t2", 2)).isEqualTo(Map.of("outcome", "asked"));
    assertThat(works.runs.answers()).containsOnlyKeys("t1");
    assertThat(settle(2)).containsEntry("outcome", "ask");

    assertThat(decide("approve", RUN)).containsEntry("outcome", "approved");
    assertThat(works.runs.answers()).containsOnlyKeys("t1", "t2");
    assertThat(settle(2)).containsEntry("outcome", "swapped");
  }

  /** The call died between its write and the message to the run. */
  @Test
  void approve_againWhenTheRunWasNotTold_tellsIt() {
    works.agreeUpTo(10).loaded(RUN, 10, "0.5");
    works.step("choose-cut", RUN, "execution", ARN);
    ask("t1");
    decide("approve", RUN);
    works.runs.await("t1");
    assertThat(decide("approve", RUN)).containsEntry("outcome", "approved");
    assertThat(works.runs.answers()).containsOnlyKeys("t1");
  }

  private void asked(String token) {
    works.agreeUpTo(10).loaded(RUN, 10, "0.5");
    works.step("choose-cut", RUN, "execution", ARN);
    works.runs.await(token);
    assertThat(ask(token)).isEqualTo(Map.of("outcome", "asked"));
  }

  private Map<String, Object> ask(String token) {
    return ask(token, 1);
  }

  private Map<String, Object> ask(String token, int attempt) {
    return works.step(
        "ask", RUN, "execution", ARN, "attempt", attempt, "why", "divergence 0.5", "token", token);
  }

  private Map<String, Object> settle(int attempt) {
    return works.step("settle", RUN, "execution", ARN, "attempt", attempt);
  }

  private Map<String, Object> decide(String step, String run) {
    return works.step(step, "person", "version", run);
  }
}
