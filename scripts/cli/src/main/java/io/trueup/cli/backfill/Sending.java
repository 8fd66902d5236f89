package io.trueup.cli.backfill;

import io.trueup.cli.Failure;
import io.trueup.cli.Progress;
import io.trueup.cli.send.Keying;
import io.trueup.cli.send.Packing;
import io.trueup.port.Table;
import io.trueup.store.BackfillMark;
import io.trueup.store.Quota;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sends what is chosen of a history, from where it was left, at a pace: each chunk waits for the
 * throttle, and is of events that were reserved of the day's quota before. The mark is moved on
 * after events were sent, at the latest when it ends, however it does: so an interruption loses
 * nothing, and what a kill lets be sent twice is a repeat by its id. For one thread.
 */
public final class Sending {

  /** How it ended. */
  public sealed interface End {
    /** Events sent this time. */
    long sent();

    /** All is sent. */
    record Done(long sent) implements End {}

    /** The quota of a day is used up. */
    record UsedUp(long sent, LocalDate day) implements End {}

    /** It was asked to stop. */
    record Interrupted(long sent) implements End {}
  }

  private final Table control;
  private final Pace pace;
  private final Throttle throttle;
  private final Consumer<List<Packing.Entry>> stream;
  private final Clock clock;
  private final BooleanSupplier isStopped;
  private final Progress progress;

  private Optional<BackfillMark> mark = Optional.empty();
  private LocalDate day = LocalDate.EPOCH;
  private long granted;
  private long sent;
  private long unmarked;
  private long line;

  public Sending(
      Table control,
      Pace pace,
      Throttle throttle,
      Consumer<List<Packing.Entry>> stream,
      Clock clock,
      BooleanSupplier isStopped,
      Progress progress) {
    this.control = control;
    this.pace = pace;
    this.throttle = throttle;
    this.stream = stream;
    this.clock = clock;
    this.isStopped = isStopped;
    this.progress = progress;
  }

  /** Sends what is left behind a mark, so many events; without a mark, all. */
  public End send(History history, Optional<BackfillMark> from, long left) {
    mark = from;
    line = from.map(BackfillMark::line).orElse(0L);
    try (History.Reader reader = history.open()) {
      List<Past> chunk = new ArrayList<>();
      Optional<Past> next = behindMark(reader);
      while (next.isPresent()) {
        if (isStopped.getAsBoolean()) {
          return new End.Interrupted(sent);
        }
        if (granted == 0 && !reserve(left - sent)) {
          return new End.UsedUp(sent, day);
        }
        while (next.isPresent() && chunk.size() < Math.min(pace.chunk(), granted)) {
          chunk.add(next.get());
          next = reader.next();
        }
        send(chunk, left);
        chunk.clear();
      }
      return new End.Done(sent);
    } finally {
      try {
        remember();
      } finally {
        Quota.giveBack(control, day, granted);
      }
    }
  }

  private Optional<Past> behindMark(History.Reader reader) {
    Optional<Past> next = reader.next();
    while (next.filter(past -> past.line() <= line).isPresent()) {
      next = reader.next();
    }
    return next;
  }

  private boolean reserve(long left) {
    remember();
    day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    granted = Quota.reserve(control, day, pace.perDay(), Math.max(1, Math.min(left, pace.block())));
    return granted > 0;
  }

  private void send(List<Past> chunk, long left) {
    throttle.await(chunk.size());
    // Of a chunk that fails a part may be sent: none of it is given back.
    granted -= chunk.size();
    stream.accept(
        chunk.stream()
            .map(past -> new Packing.Entry(Keying.of(past.event()), past.data()))
            .toList());
    sent += chunk.size();
    unmarked += chunk.size();
    line = chunk.get(chunk.size() - 1).line();
    Duration rest = Duration.ofSeconds((left - sent) / pace.rate());
    progress.now("%,d of %,d events sent, %s to go at this rate", sent, left, text(rest));
  }

  /** Moves the mark to the last line that was sent. */
  private void remember() {
    if (unmarked == 0 || mark.isEmpty()) {
      return;
    }
    BackfillMark old = mark.get();
    BackfillMark next = new BackfillMark(old.id(), old.file(), line, old.sent() + unmarked);
    Optional<BackfillMark> theirs = old.move(control, next);
    if (theirs.isPresent()) {
      // What it has sent since is sent by them too: nothing more of it is to be marked here.
      mark = Optional.empty();
      throw Failure.wrong(
          "%s: somebody else sends it too, and has come to line %d; expected line %d as it was left",
          old.file(), theirs.get().line(), old.line());
    }
    mark = Optional.of(next);
    unmarked = 0;
  }

  /** A time as a person reads it: {@code 1 d 3 h}, {@code 2 min}. */
  static String text(Duration time) {
    if (time.toDays() > 0) {
      return "%d d %d h".formatted(time.toDays(), time.toHoursPart());
    }
    if (time.toHours() > 0) {
      return "%d h %d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
        : "%d s".formatted(time.toSeconds());
  }
}
