package io.trueup.cli;

import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import io.trueup.cli.backfill.ArchiveHistory;
import io.trueup.cli.backfill.Chosen;
import io.trueup.cli.backfill.FileHistory;
import io.trueup.cli.backfill.History;
import io.trueup.cli.backfill.Pace;
import io.trueup.cli.backfill.Period;
import io.trueup.cli.backfill.Sending;
import io.trueup.cli.backfill.Statement;
import io.trueup.cli.backfill.Throttle;
import io.trueup.cli.cost.Cost;
import io.trueup.cli.send.Sender;
import io.trueup.definition.Pipeline;
import io.trueup.event.Rejection;
import io.trueup.port.Table;
import io.trueup.store.BackfillMark;
import io.trueup.store.Quota;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends history through a deployment's stream, at a stated cost and a pace. */
@Command(
    name = "backfill",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Sends history through the stream: the events of a file, or records that were rejected before. Says"
          + " first how many, how long and at what cost, and asks. It goes no faster than --rate, and sends"
          + " no more than --per-day of all backfills in a day of UTC. Run again, it goes on where it was"
          + " left: Ctrl-C loses nothing.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/trueup backfill orders 2025.jsonl.gz --from 2025-06-01 --to 2025-07-01 --at-most 5",
      "  scripts/trueup backfill --name orders --rejected future --dry-run",
      "",
      "Exit codes: 0 all is sent, or with --dry-run stated; 1 it did not work; 2 wrongly asked for;"
          + " 3 the day's quota is used up, go on another day; 4 it costs more than --at-most, or was"
          + " not agreed to; 130 interrupted."
    })
final class Backfill implements Callable<Integer> {

  /** The day's quota is used up. */
  static final int USED_UP = 3;

  /** It costs too much, or was not agreed to. */
  static final int NOT_AGREED = 4;

  /** As a shell says of what Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  private static final String YES = "yes";

  private final Console console;

  @Parameters(
      arity = "0..2",
      paramLabel = "[DIR] FILE",
      hideParamSyntax = true,
      description =
          "The pipeline folder, which must be as deployed, and JSON lines; .gz is unzipped. With --rejected"
              + " no FILE.")
  private List<String> places = List.of();

  @Option(
      names = "--from",
      paramLabel = "T",
      description = "Only events from this event time on: a time or a day of UTC.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "T", description = "Only events before this event time.")
  private @Nullable String to;

  @Option(
      names = "--rejected",
      paramLabel = "REASON",
      description =
          "Instead of a file: the archive's records that were rejected for this reason, and are accepted if"
              + " they come now.")
  private @Nullable String rejected;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "At most N events a second (default: a quarter of what the shards take).")
  private @Nullable Integer rate;

  @Option(
      names = "--per-day",
      paramLabel = "N",
      description =
          "At most N events of all backfills of the deployment in a day of UTC (default:"
              + " ${DEFAULT-VALUE}).")
  private long perDay = Pace.PER_DAY;

  @Option(
      names = "--at-most",
      paramLabel = "USD",
      description = "Refuse what is estimated to cost more.")
  private @Nullable Double atMost;

  @Option(names = "--yes", description = "Don't ask.")
  private boolean agreed;

  @Option(names = "--dry-run", description = "Say what would be sent, and end.")
  private boolean dry;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  Backfill(Console console) {
    this.console = console;
  }

  /** A deployment with what the backfill needs of it. */
  private record Ground(Deployment deployment, Pipeline pipeline, Table control, Sender sender) {}

  @Override
  public Integer call() {
    Period period = Period.of(from, to);
    Optional<Rejection> reason = Optional.ofNullable(rejected).map(Backfill::reason);
    Pace.of(rate, perDay, 1);
    if (atMost != null && !(atMost > 0)) {
      throw Failure.wronglyAsked("--at-most: %s, expected more than 0", atMost);
    }
    requirePlaces(reason);
    Ground ground = ground(reason.isPresent() ? places.size() > 0 : places.size() > 1);
    History history = history(ground, reason, period);
    Optional<BackfillMark> mark =
        history.id().map(id -> BackfillMark.read(ground.control(), id, history.name()));
    Statement statement = state(ground, history, mark);
    mark.ifPresent(it -> requireNoneSkipped(it, statement.chosen()));
    if (!json) {
      statement.print(console.out());
    }
    if (atMost != null && statement.cost().all() > atMost) {
      console
          .err()
          .printf(
              Locale.ROOT,
              "trueup backfill: estimated to cost $%.2f, expected at most $%.2f; nothing was sent%n",
              statement.cost().all(),
              atMost);
      return tell(statement, "costs_too_much", 0, NOT_AGREED);
    }
    if (dry || statement.chosen().left() == 0) {
      return tell(statement, dry ? "stated" : "done", 0, 0);
    }
    return agreed || isAgreed() ? send(ground, history, mark, statement) : notAgreed(statement);
  }

  /** A mark says how far a file was sent, and not what of it was passed over then. */
  private static void requireNoneSkipped(BackfillMark mark, Chosen chosen) {
    long accepted = chosen.all() - chosen.left();
    if (accepted > mark.sent()) {
      throw Failure.wrong(
          "%s: up to line %d %d events are accepted by now, and %d of them were sent; expected as many: send those that were passed over from a file of their own",
          mark.file(), mark.line(), accepted, mark.sent());
    }
  }

  private static Rejection reason(String word) {
    return Arrays.stream(Rejection.values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Failure.wronglyAsked(
                    "--rejected: '%s', expected one of %s",
                    word,
                    Arrays.stream(Rejection.values())
                        .map(Rejection::word)
                        .collect(Collectors.joining(", "))));
  }

  private void requirePlaces(Optional<Rejection> reason) {
    if (reason.isEmpty() && places.isEmpty()) {
      throw Failure.wronglyAsked("expected a FILE of events, or --rejected REASON");
    }
    if (reason.isPresent() && places.size() > 1) {
      throw Failure.wronglyAsked(
          "%s and --rejected: expected one of them, a file or the archive", places.get(1));
    }
  }

  private Ground ground(boolean isFolderGiven) {
    Optional<Pipeline> given =
        isFolderGiven
            ? Optional.of(PipelineArgument.read(console, places.get(0)))
            : Optional.empty();
    Deployment deployment = target.find(console, given.map(it -> it.name().replace('_', '-')));
    Pipeline deployed = deployment.pipeline();
    if (given.filter(it -> !it.fingerprint().equals(deployed.fingerprint())).isPresent()) {
      throw Failure.wronglyAsked(
          "%s: its definition is %s, and %s is deployed as %s: what one accepts the other may not;"
              + " deploy it first, or leave the folder out",
          places.get(0), given.get().fingerprint(), deployment.name(), deployed.fingerprint());
    }
    return new Ground(
        deployment,
        deployed,
        deployment.control(),
        Sender.to(deployment.cloud().kinesis(), deployment.output("StreamName")));
  }

  private History history(Ground ground, Optional<Rejection> reason, Period period) {
    if (reason.isEmpty()) {
      return new FileHistory(console, places.get(places.size() - 1), ground.pipeline(), period);
    }
    return new ArchiveHistory(
        ground.deployment().archive(),
        ground.control(),
        ground.deployment().library(),
        ground.pipeline(),
        reason.get(),
        period,
        console.clock(),
        console.progress());
  }

  private Statement state(Ground ground, History history, Optional<BackfillMark> mark) {
    int shards = ground.sender().shards();
    Pace pace = Pace.of(rate, perDay, shards);
    Chosen chosen =
        Chosen.of(
            history,
            mark.map(BackfillMark::line).orElse(0L),
            ground.pipeline(),
            console.clock().millis(),
            pace.batch(),
            console.progress());
    Pace kept = rate == null ? pace.forEventsOf(chosen.bytesPerEvent(), shards) : pace;
    LocalDate day = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
    long today = Quota.read(ground.control(), day).left(perDay);
    return new Statement(
        history.name(),
        chosen,
        kept,
        today,
        Cost.of(chosen.load(shards), chosen.left(), ground.deployment().batch()));
  }

  private boolean isAgreed() {
    console.err().printf("Send them? Type yes: ");
    console.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8))
              .readLine();
      return YES.equals(answer);
    } catch (IOException e) {
      throw Failure.wrong("read of the answer: %s", e.getMessage());
    }
  }

  private int notAgreed(Statement statement) {
    console
        .err()
        .printf("%ntrueup backfill: not agreed to, expected yes, or --yes; nothing was sent%n");
    return tell(statement, "not_agreed", 0, NOT_AGREED);
  }

  private int send(
      Ground ground, History history, Optional<BackfillMark> mark, Statement statement) {
    Progress progress = console.progress();
    try (Interruption interruption = Interruption.heed()) {
      Sending sending =
          new Sending(
              ground.control(),
              statement.pace(),
              Throttle.of(statement.pace().rate()),
              entries -> ground.sender().send(entries, taken -> {}),
              console.clock(),
              interruption::isAsked,
              progress);
      return tell(statement, sending.send(history, mark, statement.chosen().left()));
    }
  }

  private int tell(Statement statement, Sending.End end) {
    long left = statement.chosen().left() - end.sent();
    if (end instanceof Sending.End.UsedUp usedUp) {
      say(
          "the quota of %s, %,d events of all backfills, is used up: %,d sent now, %,d left; the same"
              + " command goes on there, from %s on",
          usedUp.day(), perDay, end.sent(), left, usedUp.day().plusDays(1) + "T00:00:00Z");
      return tell(statement, "quota_used_up", end.sent(), USED_UP);
    }
    if (end instanceof Sending.End.Interrupted) {
      say("interrupted: %,d sent now, %,d left; the same command goes on there", end.sent(), left);
      return tell(statement, "interrupted", end.sent(), INTERRUPTED);
    }
    say("%,d events sent", end.sent());
    return tell(statement, "done", end.sent(), 0);
  }

  private void say(String format, Object... values) {
    if (!json) {
      console.out().printf(Locale.ROOT, format + "%n", values);
    }
  }

  private int tell(Statement statement, String outcome, long sent, int exitCode) {
    if (json) {
      Json.print(
          console.out(),
          out -> {
            out.writeStartObject();
            statement.json(out);
            out.writeStringField("outcome", outcome);
            out.writeNumberField("sent", sent);
            out.writeNumberField("left", statement.chosen().left() - sent);
            out.writeEndObject();
          });
    }
    return exitCode;
  }
}
