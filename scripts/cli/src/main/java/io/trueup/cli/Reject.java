package io.trueup.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private final Decision decision = new Decision();

  Reject(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return decision.give(console, "reject", "run %s ends, and its version is not served");
  }
}
