package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person's answer to what a run asks, as it stands on the command line. */
final class Decision {

  @Parameters(
      paramLabel = "RUN",
      description = "The run that waits for approval, as `status` names it.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look later.")
  private String reason = "";

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** Gives it by a step, approve or reject; {@code done} is what is told of the run then. */
  int give(Console console, String step, String done) {
    JsonNode answer = answered(console, step);
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
    } else {
      console.out().println(told(answer, done));
    }
    return 0;
  }

  private String told(JsonNode answer, String done) {
    return answer.path("outcome").asText().equals("noted")
        ? "noted: run %s does not wait just now, and goes on with this answer".formatted(run)
        : done.formatted(run);
  }

  /** What can't be answered any more is a failure that says why. */
  private JsonNode answered(Console console, String step) {
    Deployment deployment = target.find(console);
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
