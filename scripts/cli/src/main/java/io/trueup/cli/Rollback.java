package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Serves a kept version again. */
@Command(
    name = "rollback",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Serves a kept version again and pins it: true-ups change nothing until `resume`. Answers stay right,"
          + " with more of them live.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup rollback cli-20261101T120000 --name flights",
      "",
      "Exit codes: 0 done; 1 it did not work; 2 wrongly asked for."
    })
final class Rollback implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "VERSION", description = "A kept version, as `versions` lists them.")
  private String version = "";

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Rollback(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode answer =
        new Step(target.find(console), "rollback", Map.of("version", version)).run(console);
    if (answer.path("outcome").asText().equals("unknown")) {
      List<String> kept = new ArrayList<>();
      answer.path("kept").forEach(each -> kept.add(each.asText()));
      throw Failure.wronglyAsked(
          "no version '%s' is kept, expected %s",
          version, kept.isEmpty() ? "one, but none is" : "one of " + String.join(", ", kept));
    }
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
    } else {
      console
          .out()
          .printf(
              "version %s is served again as generation %s, and pinned until `trueup resume`%n",
              version, Answers.text(answer.get("generation")));
    }
    return 0;
  }
}
