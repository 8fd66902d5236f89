package io.trueup.cli.trial;

import io.trueup.cli.Lines;
import io.trueup.definition.EventType;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.time.Buckets;
import io.trueup.time.Span;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A pipeline over lines as if they arrived now: what its views hold after the next true-up. Of
 * several events of one type and id the first counts. For one thread; it remembers every id.
 */
public final class Trial {

  /** How many events a batch of a busy stream is taken to hold. */
  static final int BATCH = 500;

  private static final String TOO_LARGE = "too_large";

  private record Identity(String type, String id) {}

  private final EventReader reader;
  private final long arrival;
  private final List<ViewCells> views;
  private final long freshness;
  private final Map<String, Span> finest = new HashMap<>();
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
    this.reader = new EventReader(pipeline);
    this.arrival = arrival;
    this.views = pipeline.views().stream().map(ViewCells::new).toList();
    this.freshness = pipeline.objectives().freshness().millis();
    for (EventType type : pipeline.events()) {
      pipeline.views().stream()
          .filter(view -> view.from().name().equals(type.name()))
          .map(view -> view.finest().length())
          .min(Comparator.naturalOrder())
          .ifPresent(span -> finest.put(type.name(), span));
    }
    for (View view : pipeline.views()) {
      view.where().ifPresent(where -> where.prepare());
      view.live().ifPresent(live -> live.prepare());
    }
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
    if (!seen.add(new Identity(event.type().name(), event.id()))) {
      repeats++;
      return;
    }
    if (isLate(event)) {
      late++;
    }
    newest = Math.max(newest, event.time());
    long batch = (accepted - 1) / BATCH;
    for (ViewCells view : views) {
      view.add(event, batch);
    }
  }

  /** Whether events before it in the file are so new that its bucket would be closed. */
  private boolean isLate(Event event) {
    Span size = finest.get(event.type().name());
    return size != null && newest > Buckets.start(event.time(), size) + size.millis() + freshness;
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

  /** Events that came when their smallest bucket was over for longer than the freshness. */
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
        (double) stored / Math.max(1, cells));
  }
}
