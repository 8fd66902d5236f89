package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.aws.Api;
import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Asks a deployment how it is. */
@Command(
    name = "status",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Says what a deployment serves, how far each layer has come on each shard, what was rejected, and"
          + " which views there are.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup status --name flights",
      "",
      "Exit codes: 0 answered; 1 it did not work; 2 wrongly asked for."
    })
final class Status implements Callable<Integer> {

  private final Console console;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Status(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Deployment deployment = target.find(console);
    Api api = deployment.api();
    JsonNode status = api.get("/v1/status", List.of());
    if (json) {
      Json.print(console.out(), out -> out.writeTree(status));
      return 0;
    }
    JsonNode views = api.get("/v1/views", List.of());
    console
        .out()
        .printf(
            "deployment %s, pipeline %s, epochs of %s%n%s%nkept for rollback: %s%n",
            deployment.name(),
            Answers.text(status.get("pipeline")),
            Answers.text(status.get("epoch")),
            Answers.certificate(status.path("certificate")),
            status.path("kept").isEmpty() ? "none" : list(status.path("kept")));
    if (status.hasNonNull("waiting")) {
      JsonNode waiting = status.path("waiting");
      console
          .out()
          .printf(
              "run %s waits for approval until %s: %s%n",
              waiting.path("run").asText(),
              waiting.path("until").asText(),
              waiting.path("why").asText());
    }
    definitions(status.path("definitions"));
    views(views);
    for (Map.Entry<String, JsonNode> layer : status.path("layers").properties()) {
      layer(layer.getKey(), layer.getValue());
    }
    return 0;
  }

  /** Nothing is to be said of the only one. */
  private void definitions(JsonNode definitions) {
    if (definitions.size() < 2) {
      return;
    }
    console.out().println("\ndefinitions");
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    for (JsonNode definition : definitions) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      for (String member : List.of("fingerprint", "from", "until", "served")) {
        row.put(member, definition.path(member));
      }
      rows.add(row);
    }
    Answers.table(console.out(), rows);
  }

  private void views(JsonNode views) {
    console.out().println("\nviews");
    TextTable table =
        new TextTable(
            List.of("view", "by", "every", "measures").stream()
                .map(header -> new TextTable.Column(header, TextTable.Side.LEFT))
                .toList());
    for (JsonNode view : views.path("views")) {
      table.add(
          List.of(
              Answers.text(view.get("name")),
              view.path("by").isEmpty() ? "-" : list(view.path("by")),
              list(view.path("every")),
              list(view.path("measures"))));
    }
    table.print(console.out());
  }

  private void layer(String name, JsonNode layer) {
    console.out().printf("%n%s: %s%n", name, counts(layer.path("counts")));
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    for (JsonNode shard : layer.path("shards")) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      for (String member : List.of("shard", "arrival", "epoch", "heartbeat")) {
        row.put(member, shard.path(member));
      }
      rows.add(row);
    }
    Answers.table(console.out(), rows);
    for (JsonNode rejected : layer.path("rejected")) {
      console
          .out()
          .printf(
              "  rejected as %s: %s, one of them at %s%n",
              Answers.text(rejected.get("reason")),
              Answers.text(rejected.get("count")),
              Answers.text(rejected.get("sample")));
    }
  }

  private static String counts(JsonNode counts) {
    List<String> texts = new ArrayList<>();
    counts
        .properties()
        .forEach(count -> texts.add("%s %,d".formatted(count.getKey(), count.getValue().asLong())));
    return texts.isEmpty() ? "nothing received" : String.join(", ", texts);
  }

  private static String list(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.asText()));
    return String.join(", ", texts);
  }
}
