package io.trueup.cli;

import io.trueup.cli.trial.Trial;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.time.Span;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a pipeline over a file, without AWS. */
@Command(
    name = "try",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Runs a pipeline over a file of JSON lines, without AWS: the tables of its views as they are after a"
          + " true-up, what is rejected and why, repeats, late events, and an estimate of what it costs.",
      "",
      "All lines arrive now: an event is `future` when it lies further ahead of now than `max_ahead`. It"
          + " counts as late when it would be had it arrived at the newest time of the lines before it."
          + " Of several events with one id the first counts.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/trueup try cdk-app/pipelines/flights flights.jsonl.gz --view all_departures",
      "  zcat events.gz | scripts/trueup try orders - --every 1h --limit 50",
      "",
      "Exit codes: 0 done, lines may be rejected; 1 nothing was accepted, or it did not work;"
          + " 2 wrongly asked for."
    })
final class Try implements Callable<Integer> {

  private static final String SAMPLE = "sample.jsonl";

  private final Console console;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The pipeline folder (default: this one, or the only one in it).")
  private @Nullable String folder;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "JSON lines; .gz is unzipped; - is standard input (default: DIR/sample.jsonl).")
  private @Nullable String file;

  @Option(names = "--view", paramLabel = "VIEW", description = "Show this view alone.")
  private @Nullable String view;

  @Option(
      names = "--every",
      paramLabel = "SIZE",
      description = "Show buckets of this size (default: each view's largest).")
  private @Nullable String every;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show at most N rows of a view (default: 10).")
  private int limit;

  @Option(names = "--json", description = "Print every cell of every size, as JSON.")
  private boolean json;

  Try(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String from = folder == null ? PipelineArgument.standard(console) : folder;
    Pipeline pipeline = PipelineArgument.read(console, from);
    Optional<View> shown =
        Optional.ofNullable(view).map(name -> PipelineArgument.view(pipeline, name));
    Optional<Span> size =
        Optional.ofNullable(every)
            .map(text -> PipelineArgument.size(shown.map(List::of).orElse(pipeline.views()), text));
    if (limit < 1) {
      throw Failure.wronglyAsked("--limit: %d, expected at least 1", limit);
    }
    Trial trial = run(pipeline, file == null ? sample(from) : file);
    TrialReport report = new TrialReport(trial, shown, size);
    if (json) {
      report.json(console.out());
    } else {
      report.print(console.out(), limit);
    }
    return trial.accepted() > 0 ? 0 : Failure.Kind.WRONG.exitCode();
  }

  private Trial run(Pipeline pipeline, String source) {
    Progress progress = console.progress();
    Trial trial = new Trial(pipeline, console.clock().millis());
    try (Lines lines = Lines.open(console, source)) {
      Optional<Lines.Line> line = lines.next();
      if (line.isEmpty()) {
        throw Failure.wrong("%s: empty, expected one JSON object per line", source);
      }
      for (; line.isPresent(); line = lines.next()) {
        trial.read(line.get());
        progress.now("%,d lines read", trial.lines());
      }
    }
    return trial;
  }

  private String sample(String from) {
    String path = from + "/" + SAMPLE;
    if (!Files.exists(console.path(path))) {
      throw Failure.wronglyAsked("no file named, and there is no %s", path);
    }
    return path;
  }
}
