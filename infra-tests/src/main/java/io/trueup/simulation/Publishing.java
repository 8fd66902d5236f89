package io.trueup.simulation;

import static io.trueup.simulation.Break.ADDED_AGAIN;
import static io.trueup.simulation.Break.CUT_BY_EVENT_TIME;
import static io.trueup.simulation.Break.OTHER_SEGMENTS;

import io.trueup.aggregate.SketchErrors;
import io.trueup.aggregate.SketchErrors.Observed;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Measures what stands in {@code docs/figures.md}; says on the side what it is at. */
record Publishing(PrintStream side) {

  private static final int CELLS = 1_000;
  private static final int TOP = 5;

  /** Writes the page of so many histories from a seed on; 0 if nothing is wrong, else 1. */
  int write(Path file, long seed, int histories) {
    FiguresPage page = page(seed, histories, CELLS);
    try {
      Files.writeString(file, page.text());
    } catch (IOException failed) {
      throw new UncheckedIOException("write figures to %s".formatted(file), failed);
    }
    return page.trueup().wrong().some() == 0 ? 0 : 1;
  }

  FiguresPage page(long seed, int histories, int cells) {
    LongFunction<Optional<String>> whole = new MeasuredHunt();
    return new FiguresPage(
        seed,
        measured("the product", whole, seed, histories),
        broken(ADDED_AGAIN, seed, histories),
        broken(CUT_BY_EVENT_TIME, seed, histories),
        broken(OTHER_SEGMENTS, seed, histories),
        sketches(cells, new SplittableRandom(seed)));
  }

  private Measured broken(String rule, long seed, int histories) {
    return measured(rule, Breaking.hunt(Break.known(rule), MeasuredHunt.class), seed, histories);
  }

  private Measured measured(
      String what, LongFunction<Optional<String>> hunt, long seed, int histories) {
    side.println("measuring: " + what);
    Measured.Sum sum = new Measured.Sum();
    try (Crew crew = Crew.ofAll()) {
      crew.run(seed, seed + histories, hunt, json -> sum.add(Measured.parse(json.orElseThrow())));
    }
    return sum.measured();
  }

  private List<Observed> sketches(int cells, SplittableRandom random) {
    side.println("measuring: sketches");
    return List.of(
        SketchErrors.distinct(cells, random),
        SketchErrors.quantile(cells, new BigDecimal("0.5"), random),
        SketchErrors.quantile(cells, new BigDecimal("0.95"), random),
        SketchErrors.quantile(cells, new BigDecimal("0.999"), random),
        SketchErrors.top(cells, TOP, random));
  }
}
