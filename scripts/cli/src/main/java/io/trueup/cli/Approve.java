package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a version served that a true-up asks about. */
@Command(
    name = "approve",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Has a version served that a true-up asks about: its live numbers were wrong, or a layer lost"
          + " records. `diff` shows what and why.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup approve cli-20261101T120000 --name flights",
      "",
      "Exit codes: 0 done; 1 it did not work, or came too late; 2 wrongly asked for."
    })
final class Approve implements Callable<Integer> {

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

  Approve(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Decision decision = new Decision(target.find(console), "approve", run, reason);
    JsonNode answer = decision.give(console);
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
    } else {
      console.out().println(decision.told(answer, "run %s goes on and serves its version"));
    }
    return 0;
  }
}
