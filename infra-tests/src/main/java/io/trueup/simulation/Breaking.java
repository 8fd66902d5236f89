package io.trueup.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/** Breaks each rule, and looks after how many histories it is found; says by what on the side. */
record Breaking(PrintStream out, PrintStream side) {

  /** How often each broken rule is looked for. */
  private static final int HUNTS = 5;

  /** So far are the first seeds of two hunts apart: no two hunts have a seed in common. */
  private static final long APART = 1_000_000_000;

  /** In which history, from 1 on, a broken rule showed, and what was wrong there. */
  record Found(int history, String wrong) {}

  /** 0 if each is found within so many histories from a seed on, by every hunt, else 1. */
  int all(long seed, int most) {
    int status = 0;
    for (Break each : Break.all()) {
      List<Found> found = hunts(each, seed, most);
      found.stream().limit(1).forEach(it -> side.println("  " + it.wrong()));
      out.println(each.rule() + "  " + line(found, most));
      status = found.size() == HUNTS ? status : 1;
    }
    return status;
  }

  private static String line(List<Found> found, int most) {
    if (found.size() < HUNTS) {
      return "NOT FOUND in %d of %d hunts of %d".formatted(HUNTS - found.size(), HUNTS, most);
    }
    LongSummaryStatistics histories = found.stream().mapToLong(Found::history).summaryStatistics();
    return "found after %d  (%d to %d in %d hunts)"
        .formatted(
            Math.round(histories.getAverage()), histories.getMin(), histories.getMax(), HUNTS);
  }

  private static List<Found> hunts(Break broken, long seed, int most) {
    LongFunction<Optional<String>> hunt = hunt(broken, Hunt.class);
    return IntStream.range(0, HUNTS)
        .mapToObj(i -> found(hunt, seed + i * APART, most))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The first of so many histories in which a broken rule shows. */
  static Optional<Found> found(Break broken, long seed, int most) {
    return found(hunt(broken, Hunt.class), seed, most);
  }

  private static Optional<Found> found(LongFunction<Optional<String>> hunt, long seed, int most) {
    List<Optional<String>> told = new ArrayList<>();
    try (Crew crew = Crew.ofAll()) {
      crew.run(seed, seed + most, hunt, wrong -> told.add(wrong) && wrong.isEmpty());
    }
    return told.get(told.size() - 1).map(wrong -> new Found(told.size(), wrong));
  }

  /** What shows of a broken rule in the smallest history with so many pre-emptions and faults. */
  static Optional<String> exhaustively(Break broken, int deviations) {
    return hunt(broken, SmallHunt.class).apply(deviations);
  }

  @SuppressWarnings("unchecked") // The loader's own class of that name.
  static LongFunction<Optional<String>> hunt(Break broken, Class<?> type) {
    ClassLoader loader = new BrokenLoader(broken.patches());
    try {
      return (LongFunction<Optional<String>>)
          loader.loadClass(type.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("begin a hunt in another loader", impossible);
    }
  }
}
