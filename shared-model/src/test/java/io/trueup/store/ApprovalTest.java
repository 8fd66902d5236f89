package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ApprovalTest {

  private final MemoryTable control = new MemoryTable();

  @Test
  void write_twoAnswersToOneQuestion_theFirstCounts() {
    Approval asked = asked("run");
    asked.write(control, Optional.empty());
    Approval yes = asked.decided(Approval.Standing.APPROVED, "");
    Approval no = asked.decided(Approval.Standing.REJECTED, "late");

    assertThat(yes.write(control, Optional.of(asked))).isInstanceOf(Outcome.Written.class);
    assertThat(no.write(control, Optional.of(asked))).isInstanceOf(Outcome.Refused.class);
    assertThat(asked.write(control, Optional.empty())).isInstanceOf(Outcome.Refused.class);
    assertThat(Approval.read(control, "run")).contains(yes);
  }

  @Test
  void waiting_runThatHoldsTheLease_whileItIsNotAnswered() {
    assertThat(Approval.waiting(control, 1)).isEmpty();
    Approval asked = asked("run");
    asked.write(control, Optional.empty());
    assertThat(Approval.waiting(control, 1)).isEmpty();
    take("arn:aws:states:eu-central-1:1:execution:trueup-orders:other");
    assertThat(Approval.waiting(control, 1)).isEmpty();
    Lease.release(control, "arn:aws:states:eu-central-1:1:execution:trueup-orders:other");
    take("arn:aws:states:eu-central-1:1:execution:trueup-orders:run");
    assertThat(Approval.waiting(control, 1)).contains(asked);
    asked.decided(Approval.Standing.APPROVED, "").write(control, Optional.of(asked));
    assertThat(Approval.waiting(control, 1)).isEmpty();
  }

  /** A run that was stopped leaves its question and the lease. */
  @Test
  void waiting_nobodyCanAnswerAnyMore_none() {
    asked("run").write(control, Optional.empty());
    take("arn:aws:states:eu-central-1:1:execution:trueup-orders:run");
    assertThat(Approval.waiting(control, 1)).isPresent();
    assertThat(Approval.waiting(control, 2)).isEmpty();
  }

  /** A late job of the same attempt may leave another report under the same key. */
  @Test
  void isOf_theReportAndItsTable_both() {
    Approval asked = asked("run");
    assertThat(asked.isOf("report", "table")).isTrue();
    assertThat(asked.isOf("report", "another")).isFalse();
    assertThat(asked.isOf("another", "table")).isFalse();
  }

  /** An older question did not note its doubts: its answer is to whatever there is. */
  @Test
  void covers_questionOfMore_doesNot() {
    Approval asked = asked(5);
    assertThat(asked.covers(asked(5))).isTrue();
    assertThat(asked.covers(asked(6))).isFalse();
    assertThat(asked.covers(asked("run"))).isTrue();
    assertThat(asked("run").covers(asked(6))).isTrue();
  }

  private void take(String holder) {
    Lease.take(control, holder, Duration.ofHours(1), Clock.systemUTC(), new MemoryRuns());
  }

  /** About so many lost records. */
  private static Approval asked(long lost) {
    return asked("run", Optional.of(new Doubts(lost, 0, BigDecimal.ZERO)));
  }

  private static Approval asked(String run) {
    return asked(run, Optional.empty());
  }

  private static Approval asked(String run, Optional<Doubts> doubts) {
    return new Approval(
        run, "report", "table", "why", doubts, "token", 1, 2, Approval.Standing.WAITING, "");
  }
}
