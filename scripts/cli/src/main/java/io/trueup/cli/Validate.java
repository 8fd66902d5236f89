package io.trueup.cli;

import io.trueup.definition.Field;
import io.trueup.definition.Measure;
import io.trueup.definition.Pipeline;
import io.trueup.definition.Problem;
import io.trueup.definition.Reading;
import io.trueup.definition.View;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads a pipeline folder and says all that is wrong in it. */
@Command(
    name = "validate",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Reads a pipeline folder as every part of Trueup does, and says all that is wrong in it at once,"
          + " each with file and line.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup validate cdk-app/pipelines/flights",
      "",
      "Exit codes: 0 it is right; 1 it is not; 2 wrongly asked for."
    })
final class Validate implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder with pipeline.yaml and its schemas.")
  private String folder = ".";

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Validate(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reading reading = PipelineArgument.reading(console, folder);
    return reading instanceof Reading.Faulty faulty
        ? wrong(faulty.problems())
        : right(((Reading.Read) reading).pipeline());
  }

  private int right(Pipeline pipeline) {
    if (json) {
      Json.print(
          console.out(),
          out -> {
            out.writeStartObject();
            out.writeBooleanField("ok", true);
            out.writeStringField("pipeline", pipeline.name());
            out.writeStringField("fingerprint", pipeline.fingerprint());
            out.writeArrayFieldStart("views");
            for (View view : pipeline.views()) {
              out.writeString(view.name());
            }
            out.writeEndArray();
            out.writeArrayFieldStart("problems");
            out.writeEndArray();
            out.writeEndObject();
          });
      return 0;
    }
    console
        .out()
        .printf(
            "ok: pipeline %s, %d event type(s), %d view(s), fingerprint %s%n",
            pipeline.name(),
            pipeline.events().size(),
            pipeline.views().size(),
            pipeline.fingerprint());
    TextTable table =
        new TextTable(
            List.of("view", "from", "by", "every", "measures").stream()
                .map(header -> new TextTable.Column(header, TextTable.Side.LEFT))
                .toList());
    pipeline.views().forEach(view -> table.add(row(view)));
    table.print(console.out());
    return 0;
  }

  private static List<String> row(View view) {
    String by = view.by().stream().map(Field::path).collect(Collectors.joining(", "));
    return List.of(
        view.name(),
        view.from().name(),
        by.isEmpty() ? "-" : by,
        view.every().stream()
            .map(size -> size.length().toString())
            .collect(Collectors.joining(" ")),
        view.measures().stream().map(Measure::name).collect(Collectors.joining(", ")));
  }

  private int wrong(List<Problem> problems) {
    if (!json) {
      throw Failure.wrong("%s", PipelineArgument.message(folder, problems));
    }
    Json.print(
        console.out(),
        out -> {
          out.writeStartObject();
          out.writeBooleanField("ok", false);
          out.writeArrayFieldStart("problems");
          for (Problem problem : problems) {
            out.writeStartObject();
            out.writeStringField("file", problem.file());
            out.writeNumberField("line", problem.line());
            out.writeStringField("path", problem.path());
            out.writeStringField("found", problem.found());
            out.writeStringField("expected", problem.expected());
            out.writeStringField("hint", problem.hint().orElse(null));
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    return Failure.Kind.WRONG.exitCode();
  }
}
