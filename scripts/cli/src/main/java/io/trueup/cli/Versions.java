package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the versions of a deployment. */
@Command(
    name = "versions",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {"Lists the version that a deployment serves, and those kept for rollback.", ""},
    footer = {
      "",
      "Example:",
      "  scripts/trueup versions --name flights",
      "",
      "Exit codes: 0 answered; 1 it did not work; 2 wrongly asked for."
    })
final class Versions implements Callable<Integer> {

  private final Console console;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Versions(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    JsonNode answer = target.find(console).api().get("/v1/versions", List.of());
    if (json) {
      Json.print(console.out(), out -> out.writeTree(answer));
      return 0;
    }
    console
        .out()
        .printf(
            "generation %s%s%n",
            Answers.text(answer.get("generation")),
            answer.path("pinned").asBoolean()
                ? ", pinned by a rollback: true-ups wait for `trueup resume`"
                : "");
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    answer.path("versions").forEach(version -> rows.add(row(version)));
    if (rows.isEmpty()) {
      console.out().println("no version yet: the first true-up makes one");
    } else {
      Answers.table(console.out(), rows);
    }
    return 0;
  }

  private static Map<String, JsonNode> row(JsonNode version) {
    Map<String, JsonNode> row = new LinkedHashMap<>();
    row.put("version", version.path("id"));
    row.put("cut", version.path("cut"));
    row.put("cross-checked", word(version.path("cross_checked"), "yes", "no"));
    row.put("lost", version.path("lost"));
    row.put("divergence", version.path("divergence"));
    row.put("segments", new LongNode(version.path("segments").size()));
    row.put("", word(version.path("served"), "served", "kept"));
    return row;
  }

  private static JsonNode word(JsonNode truth, String yes, String no) {
    return new TextNode(truth.asBoolean() ? yes : no);
  }
}
