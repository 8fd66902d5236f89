package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a version not served that a true-up asks about. */
@Command(
    name = "reject",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Has a version not served that a true-up asks about: the one before stays, the run fails, and"
          + " its table goes.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup reject cli-20261101T120000 --name flights",
      "",
      "Exit codes: 0 done; 1 it did not work, or came too late; 2 wrongly asked for."
    })
final class Reject implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "RUN",
      description = "The run that waits for approval, as `status` names it.")
  private String run = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who look later.")
  private String reason = "";

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Reject(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Decision decision = new Decision(target.find(console), "reject", run, reason);
    JsonNode answer = decision.give(console);
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
    } else {
      console.out().println(decision.told(answer, "run %s ends, and its version is not served"));
    }
    return 0;
  }
}
