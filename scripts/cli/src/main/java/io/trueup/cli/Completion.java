package io.trueup.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what lets a shell complete commands and options. */
@Command(
    name = "completion",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Prints a script that lets bash (or zsh with bashcompinit) complete commands and options.",
      ""
    },
    footer = {
      "",
      "Example, for this shell:",
      "  source <(scripts/trueup completion)",
      "",
      "Exit code: 0 done."
    })
final class Completion implements Callable<Integer> {

  private final Console console;

  @Spec private CommandSpec spec = CommandSpec.create();

  Completion(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(AutoComplete.bash("trueup", spec.root().commandLine()));
    return 0;
  }
}
