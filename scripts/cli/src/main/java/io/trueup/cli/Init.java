package io.trueup.cli;

import io.trueup.cli.infer.Proposal;
import io.trueup.cli.infer.Words;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Problem;
import io.trueup.definition.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a pipeline folder out of a sample of events. */
@Command(
    name = "init",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Makes a pipeline folder out of a sample of events: infers their types, schemas, id, time and"
          + " partition key, and proposes views. It looks at the first 10,000 lines, says what it decided and"
          + " why, and overwrites nothing.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup init orders.jsonl --to pipelines/orders",
      "",
      "Exit codes: 0 the folder is there; 1 it could not be made of these events; 2 wrongly asked for."
    })
final class Init implements Callable<Integer> {

  private final Console console;

  @Parameters(
      paramLabel = "SAMPLE",
      description =
          "JSON lines, plain or in CloudEvents envelopes; .gz is unzipped; - is standard input.")
  private String sample = "-";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder to make (default: the sample's name, here).")
  private @Nullable String to;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Init(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String folder = to == null ? name(sample) : to;
    Proposal proposal;
    try (Lines lines = Lines.open(console, sample)) {
      proposal = Proposal.of(sample, name(folder), lines);
    }
    requireRight(proposal);
    write(folder, proposal.files());
    if (json) {
      json(folder, proposal);
    } else {
      print(folder, proposal);
    }
    return 0;
  }

  /** A pipeline's name out of a path. */
  private static String name(String path) {
    String last = String.valueOf(Path.of(path).toAbsolutePath().normalize().getFileName());
    return Words.name(last.replaceAll("\\.(jsonl|ndjson|json|txt|log)?(\\.gz)?$", ""), "events");
  }

  private static void requireRight(Proposal proposal) {
    if (PipelineReader.read(new PipelineFolder(proposal.files()))
        instanceof Reading.Faulty faulty) {
      throw new IllegalStateException(
          "the proposal is faulty, expected a right one: "
              + faulty.problems().stream()
                  .map(Problem::toString)
                  .collect(Collectors.joining("; ")));
    }
  }

  private void write(String folder, Map<String, byte[]> files) {
    Path path = console.path(folder);
    List<String> there =
        files.keySet().stream().filter(name -> Files.exists(path.resolve(name))).toList();
    if (!there.isEmpty() || Files.isRegularFile(path)) {
      throw Failure.wrong(
          "%s: has %s already, and nothing is overwritten; name another folder with --to",
          folder, there.isEmpty() ? "a file of this name" : String.join(", ", there));
    }
    try {
      Files.createDirectories(path);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(path.resolve(file.getKey()), file.getValue(), StandardOpenOption.CREATE_NEW);
      }
    } catch (IOException e) {
      throw Failure.wrong("%s: can't be written: %s", folder, e.getMessage());
    }
  }

  private void print(String folder, Proposal proposal) {
    proposal.decisions().forEach(console.out()::println);
    console
        .out()
        .printf(
            "%nWritten to %s: %s%nNext:%n  scripts/trueup try %s %s%n",
            folder,
            String.join(", ", proposal.files().keySet()),
            folder,
            sample.equals("-") ? "" : sample);
  }

  private void json(String folder, Proposal proposal) {
    Json.print(
        console.out(),
        out -> {
          out.writeStartObject();
          out.writeStringField("folder", folder);
          out.writeStringField("pipeline", proposal.pipeline());
          out.writeArrayFieldStart("files");
          for (String file : proposal.files().keySet()) {
            out.writeString(file);
          }
          out.writeEndArray();
          out.writeArrayFieldStart("decisions");
          for (String decision : proposal.decisions()) {
            out.writeString(decision.strip());
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
