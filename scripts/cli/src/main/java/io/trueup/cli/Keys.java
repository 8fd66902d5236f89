package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.cli.aws.Api;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a deployment for the keys of a view. */
@Command(
    name = "keys",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {"Asks a deployment for the keys of a view, live ones included.", ""},
    footer = {
      "",
      "Example:",
      "  scripts/trueup keys departures_by_origin --demo",
      "",
      "Exit codes: 0 answered; 1 it did not work; 2 wrongly asked for."
    })
final class Keys implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "VIEW", description = "The view, as `status` lists them.")
  private String view = "";

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Keys(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Iterator<JsonNode> pages =
        target
            .find(console)
            .api()
            .pages(
                "/v1/views/%s/keys".formatted(Api.encoded(view)),
                List.of(),
                Answers.extent(Answers.Extent.ALL, console.progress()));
    if (json) {
      Answers.json(console.out(), pages, "keys");
      return 0;
    }
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    pages.forEachRemaining(page -> page.path("keys").forEach(key -> rows.add(row(key))));
    console.out().printf("%s, %,d keys%n", view, rows.size());
    Answers.table(console.out(), rows);
    return 0;
  }

  private static Map<String, JsonNode> row(JsonNode key) {
    Map<String, JsonNode> row = new LinkedHashMap<>();
    key.properties()
        .forEach(
            member ->
                row.put(
                    member.getKey(),
                    member.getValue().isNull() ? new TextNode("null") : member.getValue()));
    return row;
  }
}
