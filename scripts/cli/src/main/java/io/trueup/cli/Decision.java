package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Deployment;
import java.util.Map;

/** A person's answer to what a run asks: {@code step} is approve or reject. */
record Decision(Deployment deployment, String step, String run, String reason) {

  /** What is said of an answer that was given: {@code done}, or that the run gets it later. */
  String told(JsonNode answer, String done) {
    return answer.path("outcome").asText().equals("noted")
        ? "noted: run %s does not wait just now, and goes on with this answer".formatted(run)
        : done.formatted(run);
  }

  /** Gives the answer; what can't be answered any more is a failure that says why. */
  JsonNode give(Console console) {
    JsonNode answer =
        new Step(deployment, step, Map.of("version", run, "reason", reason)).run(console);
    switch (answer.path("outcome").asText()) {
      case "unknown" ->
          throw Failure.wronglyAsked(
              "run '%s' asks nothing, expected %s",
              run,
              answer.hasNonNull("waiting")
                  ? answer.path("waiting").asText() + ", which waits for approval"
                  : "one that waits for approval, but none does");
      case "decided" ->
          throw Failure.wrong(
              "run '%s' was %s before: an answer counts once",
              run, answer.path("standing").asText());
      case "gone" ->
          throw Failure.wrong(
              "run '%s' waits no more: it was stopped, or 24 hours had gone by; nothing is changed",
              run);
      default -> {
        return answer;
      }
    }
  }
}
