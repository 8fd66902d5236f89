package io.trueup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Report;
import io.trueup.cli.aws.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how far live numbers were from exact ones. */
@Command(
    name = "diff",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Shows how far the live numbers of a true-up's epochs were from the archive's records: how many differ,"
          + " by cause, and the worst of them; and which records the archive lacks.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup diff --name flights",
      "",
      "Exit codes: 0 answered; 1 it did not work; 2 wrongly asked for."
    })
final class Diff implements Callable<Integer> {

  private static final List<String> OF_AN_OFFENDER =
      List.of("cause", "view", "key", "bucket", "measure", "live", "exact", "shard", "epoch");

  private static final List<String> OF_A_GAP = List.of("shard", "epoch", "expected", "found");

  /** More than a person reads stand in the report. */
  private static final int SHOWN = 100;

  private final Console console;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "A run, or the version that it made (default: the newest run).")
  private @Nullable String run;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Diff(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Deployment deployment = target.find(console);
    Report report =
        Report.newest(deployment, Optional.ofNullable(run))
            .orElseThrow(
                () ->
                    run == null
                        ? Failure.wrong("no run has left a report yet: `trueup true-up` starts one")
                        : Failure.wronglyAsked(
                            "no run '%s' has left a report, expected one of %s",
                            run, Report.runs(deployment)));
    JsonNode content = report.content();
    if (json) {
      Json.print(console.out(), out -> out.writeTree(content));
      return 0;
    }
    console
        .out()
        .printf(
            "run %s, attempt %s: %s, cut %s%n",
            Answers.text(content.get("run")),
            Answers.text(content.get("attempt")),
            Answers.text(content.get("outcome")),
            Answers.text(content.get("cut")));
    if (!content.path("missing").isEmpty()) {
      missing(content);
    }
    if (content.path("divergence").isObject()) {
      show(content.path("divergence"));
    } else {
      console.out().println("no live numbers were compared");
    }
    return 0;
  }

  private void missing(JsonNode report) {
    console
        .out()
        .printf(
            "the archive is not what its ledger says in %,d (shard, epoch)s:%n%n",
            report.path("missing_count").asLong());
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    for (JsonNode gap : report.path("missing")) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      OF_A_GAP.forEach(member -> row.put(member, gap.path(member)));
      rows.add(row);
    }
    Answers.table(console.out(), rows);
    console.out().println();
  }

  private void show(JsonNode divergence) {
    console
        .out()
        .printf(
            "epochs %s to %s: compared %s of %s (shard, epoch)s%s%n%,d numbers, %,d differ: divergence %s%n",
            divergence.path("from").asText(),
            divergence.path("to").asText(),
            divergence.path("compared").asText(),
            divergence.path("of").asText(),
            divergence.path("expired").asLong() > 0
                ? ", of %s the live numbers may have expired"
                    .formatted(divergence.path("expired").asText())
                : "",
            divergence.path("pairs").asLong(),
            divergence.path("differing").asLong(),
            Answers.text(divergence.get("share")));
    if (divergence.hasNonNull("layer")) {
      console
          .out()
          .printf(
              "layer %s: %s%n", divergence.path("layer").asText(), divergence.path("why").asText());
    }
    console.out().println();
    List<Map<String, JsonNode>> causes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> cause : divergence.path("causes").properties()) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      row.put("cause", new TextNode(cause.getKey()));
      row.put("numbers", cause.getValue().path("pairs"));
      row.put("records", cause.getValue().path("records"));
      causes.add(row);
    }
    Answers.table(console.out(), causes);
    if (!divergence.path("offenders").isEmpty()) {
      console.out().println();
      Answers.table(console.out(), worst(divergence.path("offenders")));
    }
  }

  private static List<Map<String, JsonNode>> worst(JsonNode offenders) {
    List<Map<String, JsonNode>> rows = new ArrayList<>();
    for (JsonNode offender : offenders) {
      Map<String, JsonNode> row = new LinkedHashMap<>();
      OF_AN_OFFENDER.forEach(member -> row.put(member, offender.path(member)));
      rows.add(row);
      if (rows.size() == SHOWN) {
        break;
      }
    }
    return rows;
  }
}
