package io.trueup.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import io.trueup.consume.Pool;
import io.trueup.replay.Difference;
import io.trueup.replay.Patience;
import io.trueup.replay.Replayed;
import io.trueup.replay.Replaying;
import io.trueup.replay.Untouched;
import io.trueup.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes lost or damaged hot deltas again from the archive, or shows a view made of it. */
@Command(
    name = "replay",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Makes lost or damaged hot deltas again: the archive's records since the version served are consumed"
          + " once more by the code of the speed layer, here and in memory, and what the hot table lacks,"
          + " holds otherwise or has too much is put right. It may run while everything else does. The epoch"
          + " that is open now is waited for, so that in the end all up to now is right. What the archive"
          + " has not wholly is left alone, and named.",
      "",
      "With --view it changes nothing: it shows what a view of a folder, which need not be deployed, says of"
          + " the events in the archive, as if its definition had been in force from the first one on. They"
          + " are counted by live's rules. What lacks is named.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  scripts/trueup replay --name orders --dry-run",
      "  scripts/trueup replay orders --view by_store --every 1d --from 2026-03-01",
      "",
      "Exit codes: 0 the hot table is right, or the view is shown; 1 it did not work; 2 wrongly asked for;"
          + " 3 something was left alone, or the archive has not wholly what the view was made of; 4 with"
          + " --dry-run: something differs."
    })
final class Replay implements Callable<Integer> {

  /** Something was left alone. */
  static final int LEFT_ALONE = 3;

  /** Something differs, and a dry run mends nothing. */
  static final int DIFFERS = 4;

  private static final int CALLERS = 8;
  private static final int SHOWN = 20;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Console console;

  @Mixin private final ViewOptions view = new ViewOptions();

  @Option(names = "--dry-run", description = "Say what differs, and change nothing.")
  private boolean dry;

  @Option(
      names = "--wait",
      paramLabel = "SPAN",
      description =
          "How long to wait for the speed layer to pass the open epoch and the archive to have it; with"
              + " --view, for what Firehose may still hold back (default: ${DEFAULT-VALUE}).")
  private String wait = "15m";

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON, with every difference or row.")
  private boolean json;

  Replay(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    // What of the archive is on disk is removed before the process ends.
    try (Interruption interruption = Interruption.ofThisThread()) {
      return replay(interruption);
    }
  }

  private int replay(Interruption interruption) {
    try {
      return replay();
    } catch (RuntimeException failed) {
      if (interruption.isAsked()) {
        throw Failure.wrong("interrupted: %s", String.valueOf(failed.getMessage()));
      }
      throw failed;
    }
  }

  private int replay() {
    Patience patience = patience(span());
    if (view.isGiven()) {
      if (dry) {
        throw Failure.wronglyAsked("--view and --dry-run: expected one of them");
      }
      return new NewView(console, view, target, patience)
          .show(json ? NewView.Form.JSON : NewView.Form.TEXT);
    }
    Deployment deployment = target.find(console);
    Replaying replaying =
        new Replaying(
            deployment.control(),
            deployment.hot(),
            deployment.archive(),
            deployment.library(),
            Span.parse(deployment.output("HotRetention")),
            console.clock(),
            new Pool(CALLERS));
    Replayed replayed = dry ? replaying.compare(patience) : replaying.mend(patience);
    if (json) {
      Json.print(console.out(), out -> write(out, replayed));
    } else {
      print(replayed);
    }
    if (!replayed.untouched().isEmpty()) {
      return LEFT_ALONE;
    }
    return dry && !replayed.isSame() ? DIFFERS : 0;
  }

  private Span span() {
    try {
      return Span.parse(wait);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw Failure.wronglyAsked("--wait: %s", e.getMessage());
    }
  }

  private Patience patience(Span longest) {
    Progress progress = console.progress();
    long end = System.nanoTime() + Duration.ofMillis(longest.millis()).toNanos();
    return what -> {
      progress.now("waiting for %s", what);
      LockSupport.parkNanos(PAUSE.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        throw Failure.wrong("interrupted while waiting for %s", what);
      }
      return System.nanoTime() < end;
    };
  }

  private void print(Replayed replayed) {
    say(
        "%,d epochs of shards made again, of the epochs %d to %d",
        replayed.stretches(), replayed.from(), replayed.to());
    say(
        "deltas: %,d lacking, %,d different, %,d too many; keys: %,d not listed; %s",
        replayed.count(Difference.Kind.LACKING),
        replayed.count(Difference.Kind.DIFFERENT),
        replayed.count(Difference.Kind.SURPLUS),
        replayed.unlisted(),
        replayed.isSame() ? "nothing to do" : dry ? "nothing was changed" : "put right");
    if (replayed.expired() > 0) {
      say("%,d epochs of shards not looked at: their deltas may have expired", replayed.expired());
    }
    replayed.differences().stream()
        .limit(SHOWN)
        .forEach(
            each ->
                say(
                    "  %s  %s %s %s  epoch %d of %s",
                    word(each.kind()),
                    each.view(),
                    each.key(),
                    java.time.Instant.ofEpochMilli(each.bucket()),
                    each.stretch().epoch(),
                    each.stretch().shard()));
    if (replayed.differences().size() > SHOWN) {
      say("  and %,d more: --json has all", replayed.differences().size() - SHOWN);
    }
    for (Untouched each : replayed.untouched()) {
      say(
          "left alone: epoch %d of %s, %s: %s",
          each.stretch().epoch(), each.stretch().shard(), word(each.why()), each.detail());
    }
  }

  private void say(String format, Object... values) {
    console.out().printf(Locale.ROOT, format + "%n", values);
  }

  private void write(JsonGenerator out, Replayed replayed) throws IOException {
    out.writeStartObject();
    out.writeNumberField("from", replayed.from());
    out.writeNumberField("to", replayed.to());
    out.writeNumberField("stretches", replayed.stretches());
    for (Difference.Kind kind : Difference.Kind.values()) {
      out.writeNumberField(word(kind), replayed.count(kind));
    }
    out.writeNumberField("unlisted", replayed.unlisted());
    out.writeNumberField("expired", replayed.expired());
    out.writeBooleanField("mended", !dry);
    out.writeArrayFieldStart("differences");
    for (Difference each : replayed.differences()) {
      out.writeStartObject();
      out.writeStringField("kind", word(each.kind()));
      out.writeStringField("view", each.view());
      out.writeStringField("key", each.key());
      out.writeStringField("bucket", java.time.Instant.ofEpochMilli(each.bucket()).toString());
      out.writeNumberField("epoch", each.stretch().epoch());
      out.writeStringField("shard", each.stretch().shard());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("left_alone");
    for (Untouched each : replayed.untouched()) {
      out.writeStartObject();
      out.writeNumberField("epoch", each.stretch().epoch());
      out.writeStringField("shard", each.stretch().shard());
      out.writeStringField("why", word(each.why()));
      out.writeStringField("detail", each.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
