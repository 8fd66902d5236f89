package io.trueup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a version served that a true-up asks about. */
@Command(
    name = "approve",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Has a version served that a true-up asks about: its live numbers were wrong, or records are"
          + " lost. `diff` shows what and why. What is lost stands in every answer from then on.",
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

  @Mixin private final Decision decision = new Decision();

  Approve(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return decision.give(console, "approve", "run %s goes on and serves its version");
  }
}
