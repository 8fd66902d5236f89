package io.trueup.cli;

import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import io.trueup.cli.send.Keying;
import io.trueup.cli.send.Packing;
import io.trueup.cli.send.Sender;
import io.trueup.definition.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a file of events to a deployment's stream. */
@Command(
    name = "send",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Sends a file of JSON lines to a deployment's stream, with each event's partition key, aggregated as"
          + " the KPL does, what is refused again, and in order on each shard. Lines that are no events are"
          + " sent as they are: Trueup counts them by reason.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/trueup send cdk-app/pipelines/flights flights.jsonl.gz",
      "  zcat events.gz | scripts/trueup send --name orders --rate 500 -",
      "",
      "Exit codes: 0 all were taken; 1 it did not work; 2 wrongly asked for."
    })
final class Send implements Callable<Integer> {

  private static final int CHUNK = 5_000;
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Console console;

  @Parameters(
      arity = "1..2",
      paramLabel = "[DIR] FILE",
      hideParamSyntax = true,
      description =
          "The pipeline folder (default: the definition as deployed), and JSON lines; .gz is unzipped; -"
              + " is standard input.")
  private List<String> places = List.of();

  @Mixin private final Target target = new Target();

  @Option(names = "--rate", paramLabel = "N", description = "At most N events a second.")
  private @Nullable Integer rate;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Send(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (rate != null && rate < 1) {
      throw Failure.wronglyAsked("--rate: %d, expected at least 1", rate);
    }
    Optional<Pipeline> given =
        places.size() > 1
            ? Optional.of(PipelineArgument.read(console, places.get(0)))
            : Optional.empty();
    try (Lines lines = Lines.open(console, places.get(places.size() - 1))) {
      Deployment deployment =
          target.find(console, given.map(pipeline -> pipeline.name().replace('_', '-')));
      Keying keying = new Keying(given.orElseGet(deployment::pipeline), console.clock());
      Sender sender = Sender.to(deployment.cloud().kinesis(), deployment.output("StreamName"));
      send(lines, keying, sender);
    }
    return 0;
  }

  private void send(Lines lines, Keying keying, Sender sender) {
    Progress progress = console.progress();
    long began = System.nanoTime();
    long sent = 0;
    long tooLarge = 0;
    int chunk = rate == null ? CHUNK : Math.min(CHUNK, rate);
    List<Packing.Entry> entries = new ArrayList<>();
    Optional<Lines.Line> line = lines.next();
    while (line.isPresent()) {
      Optional<Packing.Entry> entry = entry(line.get(), keying, progress);
      tooLarge += entry.isPresent() ? 0 : 1;
      entry.ifPresent(entries::add);
      line = lines.next();
      if (entries.size() == chunk || line.isEmpty()) {
        long before = sent;
        sender.send(entries, taken -> progress.now("%,d events sent", before + taken));
        sent += entries.size();
        entries.clear();
        pace(began, sent);
      }
    }
    tell(sent, keying.others(), tooLarge, (System.nanoTime() - began) / 1e9, sender.shards());
  }

  /** What is sent of a line, if Kinesis takes it. */
  private static Optional<Packing.Entry> entry(Lines.Line line, Keying keying, Progress progress) {
    if (line.isTooLarge()) {
      progress.say(
          "line %d not sent: %,d bytes, and no record holds over %,d",
          line.number(), line.length(), Lines.LARGEST);
      return Optional.empty();
    }
    Packing.Entry entry = keying.entry(line.data());
    if (entry.size() > Lines.LARGEST) {
      progress.say(
          "line %d not sent: %,d bytes with its key, and no record holds over %,d",
          line.number(), entry.size(), Lines.LARGEST);
      return Optional.empty();
    }
    return Optional.of(entry);
  }

  /** Waits until so many events may have been sent. */
  private void pace(long began, long sent) {
    if (rate != null) {
      LockSupport.parkNanos(began + sent * SECOND / rate - System.nanoTime());
    }
  }

  private void tell(long sent, long others, long tooLarge, double seconds, int shards) {
    if (json) {
      Json.print(
          console.out(),
          out -> {
            out.writeStartObject();
            out.writeNumberField("sent", sent);
            out.writeNumberField("no_events", others);
            out.writeNumberField("too_large", tooLarge);
            out.writeNumberField("shards", shards);
            out.writeEndObject();
          });
      return;
    }
    console
        .out()
        .printf(
            java.util.Locale.ROOT,
            "%,d lines sent to %d shards in %.1f s; %,d of them are no events of the pipeline; %,d were"
                + " too large and not sent%n",
            sent,
            shards,
            seconds,
            others,
            tooLarge);
  }
}
