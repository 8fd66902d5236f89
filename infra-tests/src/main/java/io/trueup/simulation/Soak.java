package io.trueup.simulation;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Many histories, one seed after the other. Every few seconds it says which seed is next, and
 * writes the figures so far if there is a file for them: so it may be stopped, and gone on with
 * from that seed.
 */
final class Soak {

  private static final int SHOWN = 3;
  private static final long PROGRESS_NANOS = 5_000_000_000L;
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final PrintStream side;
  private final Optional<Path> json;
  private final long start = System.nanoTime();
  private long shown = start;
  private Stretch stretch = Stretch.before(0);

  Soak(PrintStream out, PrintStream side, Optional<Path> json) {
    this.out = out;
    this.side = side;
    this.json = json;
  }

  /** Runs so many histories from a seed on; 0 if nothing is wrong in them, else 1. */
  int run(long seed, int histories) {
    stretch = Stretch.before(seed);
    try (Crew crew = Crew.ofAll()) {
      crew.run(seed, seed + histories, each -> History.run(Plan.of(each)), this::add);
    }
    json.ifPresent(stretch::write);
    return show(out, stretch.figures());
  }

  static int show(PrintStream out, Figures figures) {
    out.println(figures.details());
    out.println(figures.line());
    return figures.wrong() == 0 ? 0 : 1;
  }

  private boolean add(History.Result result) {
    long now = System.nanoTime();
    stretch = stretch.plus(result, (now - start) / NANOS);
    if (result.wrong().isPresent()) {
      out.println(Shrinking.report(Shrinking.of(result, History::run)));
    }
    if (now - shown > PROGRESS_NANOS) {
      shown = now;
      side.println(stretch.figures().line() + "  next seed " + stretch.next());
      json.ifPresent(stretch::write);
    }
    return stretch.figures().wrong() < SHOWN;
  }
}
