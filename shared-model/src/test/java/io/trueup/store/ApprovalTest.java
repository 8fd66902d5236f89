package io.trueup.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.MemoryRuns;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
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

  private void take(String holder) {
    Lease.take(control, holder, Duration.ofHours(1), Clock.systemUTC(), new MemoryRuns());
  }

  private static Approval asked(String run) {
    return new Approval(
        run,
        "report",
        "table",
        "why",
        Optional.empty(),
        "token",
        1,
        2,
        Approval.Standing.WAITING,
        "");
  }
}
