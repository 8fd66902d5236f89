package io.trueup.trueup;

import io.trueup.port.Outcome;
import io.trueup.store.Approval;
import io.trueup.store.Approval.Standing;
import io.trueup.store.Doubts;
import io.trueup.store.Json;
import io.trueup.store.Lease;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A person's decision about a version: what a run asks before it waits, and the answer, which lets
 * it go on. An answer is of one run, whose report is the one that was asked about; the first one
 * counts. The run goes on to settle, which reads the answer here and nowhere else.
 */
final class Asking {

  /** As long as the workflow waits for an answer; then the version is not served. */
  static final Duration LONGEST = Duration.ofDays(1);

  private final Deployment deployment;

  Asking(Deployment deployment) {
    this.deployment = deployment;
  }

  /**
   * Notes that a run waits by a token. A repeated call, which has another token, takes the first
   * one's place, or goes on at once when this was answered already. What was answered of another
   * report, or of less, says nothing of this one.
   */
  Map<String, Object> ask(
      Run run, String reportKey, String why, Optional<Doubts> doubts, String token) {
    deployment.requireLease("ask", run);
    long now = deployment.clock().millis();
    Approval asked =
        new Approval(
            run.name(),
            reportKey,
            Json.text(deployment.report(reportKey), "table"),
            why,
            doubts,
            token,
            now,
            now + LONGEST.toMillis(),
            Standing.WAITING,
            "");
    Optional<Approval> before = Approval.read(deployment.control(), run.name());
    if (before.filter(it -> isAnswer(it, asked)).isPresent()) {
      wake(before.get(), token);
      return Map.of("outcome", before.get().standing().word());
    }
    if (asked.write(deployment.control(), before) instanceof Outcome.Refused refused) {
      throw new IllegalStateException(
          "ask about run '%s': found %s, expected %s"
              .formatted(run.name(), refused.stored(), before));
    }
    return Map.of("outcome", "asked");
  }

  private static boolean isAnswer(Approval before, Approval asked) {
    return before.isOf(asked.report(), asked.table())
        && switch (before.standing()) {
          case WAITING -> false;
          case REJECTED -> true;
          case APPROVED -> before.covers(asked);
        };
  }

  /**
   * Answers what is asked about a run. Outcomes: {@code approved} or {@code rejected}; {@code
   * unknown} (nothing was asked about it), {@code decided} (it was answered before), {@code noted}
   * (it does not wait just now, as when asking is tried again, and goes on with this answer),
   * {@code gone} (it waits no more).
   */
  Map<String, Object> decide(String run, Standing answer, String reason) {
    Optional<Approval> asked = Approval.read(deployment.control(), run);
    if (asked.isEmpty()) {
      return unknown();
    }
    Approval before = asked.get();
    boolean first = before.standing() == Standing.WAITING;
    Approval decided = first ? before.decided(answer, reason) : before;
    if (first && decided.write(deployment.control(), asked) instanceof Outcome.Refused) {
      return decide(run, answer, reason); // Another answer, or a repeated question, came between.
    }
    // An answer that was given before may not have reached the run.
    if (decided.standing() != answer || !wake(decided, decided.token())) {
      return first
          ? Map.of("outcome", goesOn(decided) ? "noted" : "gone", "run", run)
          : Map.of("outcome", "decided", "run", run, "standing", decided.standing().word());
    }
    if (answer == Standing.REJECTED) {
      deployment.tables().delete(decided.table());
    }
    return Map.of("outcome", answer.word(), "run", run, "why", decided.why());
  }

  private boolean goesOn(Approval decided) {
    return deployment.clock().millis() < decided.until()
        && Lease.read(deployment.control())
            .filter(lease -> lease.run().equals(decided.run()))
            .filter(lease -> !deployment.runs().hasEnded(lease.holder()))
            .isPresent();
  }

  private Map<String, Object> unknown() {
    return Approval.waiting(deployment.control(), deployment.clock().millis())
        .<Map<String, Object>>map(it -> Map.of("outcome", "unknown", "waiting", it.run()))
        .orElseGet(() -> Map.of("outcome", "unknown"));
  }

  private boolean wake(Approval decided, String token) {
    return deployment
        .runs()
        .answer(token, Json.write(Map.of("decision", decided.standing().word())));
  }
}
