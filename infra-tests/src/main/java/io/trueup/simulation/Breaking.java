package io.trueup.simulation;

import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/** Breaks each rule, and looks after how many histories it is found. */
record Breaking(PrintStream out) {

  /** 0 if each is found within so many histories from a seed on, else 1. */
  int all(long seed, int most) {
    boolean missed = false;
    for (Break each : Break.all()) {
      OptionalInt found = found(each, seed, most);
      out.println(
          each.rule()
              + "  "
              + (found.isPresent() ? "found after " + found.getAsInt() : "NOT FOUND"));
      missed |= found.isEmpty();
    }
    return missed ? 1 : 0;
  }

  /** The number of the first history in which a broken rule shows. */
  static OptionalInt found(Break broken, long seed, int most) {
    LongPredicate hunt = hunt(new BrokenLoader(broken.patches()));
    return IntStream.rangeClosed(1, most).filter(n -> hunt.test(seed + n - 1)).findFirst();
  }

  private static LongPredicate hunt(ClassLoader loader) {
    try {
      return (LongPredicate)
          loader.loadClass(Hunt.class.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException("begin a hunt in another loader", impossible);
    }
  }
}
