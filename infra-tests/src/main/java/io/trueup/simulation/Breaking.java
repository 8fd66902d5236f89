package io.trueup.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Breaks each rule, and looks after how many histories it is found; says by what on the side. */
record Breaking(PrintStream out, PrintStream side) {

  /** In which history, from 1 on, a broken rule showed, and what was wrong there. */
  record Found(int history, String wrong) {}

  /** 0 if each is found within so many histories from a seed on, else 1. */
  int all(long seed, int most) {
    int status = 0;
    for (Break each : Break.all()) {
      Optional<Found> found = found(each, seed, most);
      found.ifPresent(it -> side.println("  " + it.wrong()));
      out.println(
          each.rule() + found.map(it -> "  found after " + it.history()).orElse("  NOT FOUND"));
      status = found.isPresent() ? status : 1;
    }
    return status;
  }

  /** The first of so many histories in which a broken rule shows. */
  static Optional<Found> found(Break broken, long seed, int most) {
    List<Optional<String>> told = new ArrayList<>();
    try (Crew crew = Crew.ofAll()) {
      crew.run(
          seed,
          seed + most,
          hunt(new BrokenLoader(broken.patches())),
          wrong -> told.add(wrong) && wrong.isEmpty());
    }
    return told.get(told.size() - 1).map(wrong -> new Found(told.size(), wrong));
  }

  @SuppressWarnings("unchecked") // The loader's own class of that name.
  private static LongFunction<Optional<String>> hunt(ClassLoader loader) {
    try {
      return (LongFunction<Optional<String>>)
          loader.loadClass(Hunt.class.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("begin a hunt in another loader", impossible);
    }
  }
}
