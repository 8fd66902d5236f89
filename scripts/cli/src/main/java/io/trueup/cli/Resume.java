package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Target;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends what a rollback holds. */
@Command(
    name = "resume",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {"Lets true-ups serve new versions again after a rollback.", ""},
    footer = {
      "",
      "Example:",
      "  scripts/trueup resume --name flights",
      "",
      "Exit codes: 0 done; 1 it did not work; 2 wrongly asked for."
    })
final class Resume implements Callable<Integer> {

  private final Console console;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Resume(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode answer = new Step(target.find(console), "resume", Map.of()).run(console);
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
    } else {
      console
          .out()
          .println(
              answer.path("outcome").asText().equals("free")
                  ? "nothing was pinned"
                  : "the next true-up serves a new version again (generation %s)"
                      .formatted(Answers.text(answer.get("generation"))));
    }
    return 0;
  }
}
