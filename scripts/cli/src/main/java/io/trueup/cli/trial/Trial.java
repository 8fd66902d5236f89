package io.trueup.cli.trial;

import io.trueup.cli.Lines;
import io.trueup.cli.cost.Load;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A pipeline over lines as if they arrived now: what its views hold after the next true-up. Of
 * several events of one type and id the first counts. For one thread; it remembers every id.
 */
public final class Trial {

  /** How many events a batch of a busy stream is taken to hold. */
  private static final int BATCH = 500;

  private static final String TOO_LARGE = "too_large";

  private record Identity(String type, String id) {}

  private final EventReader reader;
  private final long arrival;
  private final int batch;
  private final List<ViewCells> views;
  private final Pipeline pipeline;
  private final Set<Identity> seen = new HashSet<>();
  private final Rejects rejects = new Rejects();
  private long lines;
  private long bytes;
  private long accepted;
  private long repeats;
  private long late;
  private long beats;
  private long newest = Long.MIN_VALUE;

  /** {@code arrival} is when all lines arrive, in milliseconds since 1970. */
  public Trial(Pipeline pipeline, long arrival) {
    this(pipeline, arrival, BATCH);
  }

  /** As above, of a stream whose batches hold so many events. */
  public Trial(Pipeline pipeline, long arrival, int batch) {
    this.reader = new EventReader(pipeline);
    this.arrival = arrival;
    this.batch = batch;
    this.views = pipeline.views().stream().map(ViewCells::new).toList();
    this.pipeline = pipeline;
    pipeline.views().forEach(View::prepare);
  }

  public void read(Lines.Line line) {
    lines++;
    bytes += line.length();
    if (line.isTooLarge()) {
      String detail = "%,d bytes, expected at most %,d".formatted(line.length(), Lines.LARGEST);
      rejects.add(TOO_LARGE, line.number(), detail);
      return;
    }
    Position position = new Position(BigInteger.ZERO, line.number());
    Intake intake = reader.read(new StreamRecord(position, arrival, line.data()), arrival);
    if (intake instanceof Intake.Accepted taken) {
      accept(taken.event());
    } else if (intake instanceof Intake.Rejected rejected) {
      rejects.add(rejected.reason().word(), line.number(), rejected.detail());
    } else {
      beats++;
    }
  }

  private void accept(Event event) {
    accepted++;
    if (isLate(event)) {
      late++;
    }
    if (!seen.add(new Identity(event.type().name(), event.id()))) {
      repeats++;
      return;
    }
    newest = Math.max(newest, event.time());
    long number = (accepted - 1) / batch;
    for (ViewCells view : views) {
      view.add(event, number);
    }
  }

  /** Whether it would be late had it arrived at the time of the newest event before it. */
  private boolean isLate(Event event) {
    return pipeline
        .lateness(event.type())
        .filter(it -> it.isLate(event.time(), newest))
        .isPresent();
  }

  /** Lines that are not empty. */
  public long lines() {
    return lines;
  }

  /** Events that a view may count, repeats too. */
  public long accepted() {
    return accepted;
  }

  /** Events whose type and id stood in an earlier line. */
  public long repeats() {
    return repeats;
  }

  /** Events that are late after those before them, repeats too. */
  public long late() {
    return late;
  }

  /** Trueup's own beats, which count nowhere. */
  public long beats() {
    return beats;
  }

  public Rejects rejects() {
    return rejects;
  }

  public List<ViewCells> views() {
    return views;
  }

  /** What was measured of the events that decides what they cost. */
  public Load load() {
    long writes = views.stream().mapToLong(ViewCells::writes).sum();
    long cells = views.stream().mapToLong(ViewCells::size).sum();
    long stored = views.stream().mapToLong(ViewCells::bytes).sum();
    return new Load(
        (double) bytes / Math.max(1, lines),
        (double) writes / Math.max(1, accepted),
        (double) cells / Math.max(1, accepted),
        (double) stored / Math.max(1, cells),
        batch);
  }
}
