package io.trueup.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Tells a person what is going on: phases with their times, and what happens within them. */
public final class Progress {

  private static final long PAUSE = Duration.ofSeconds(2).toNanos();

  private final PrintStream out;
  private final long began = System.nanoTime();
  private final Map<String, Double> phases = new LinkedHashMap<>();
  private long told = began;

  public Progress(PrintStream out) {
    this.out = out;
  }

  /** Does a phase's work under its name and keeps how long it took. */
  public <T> T phase(String name, Callable<T> work) throws Exception {
    out.printf(Locale.ROOT, "%n[%6.1f s] %s%n", seconds(began), name);
    long start = System.nanoTime();
    told = start;
    T result = work.call();
    phases.merge(name, seconds(start), Double::sum);
    return result;
  }

  /** As {@link #phase(String, Callable)} for work without a result. */
  public void phase(String name, Work work) throws Exception {
    Callable<String> call =
        () -> {
          work.run();
          return name;
        };
    phase(name, call);
  }

  /** Work that may fail. */
  public interface Work {
    void run() throws Exception;
  }

  /** A line that stands. */
  public void say(String format, Object... values) {
    out.println("           " + String.format(Locale.ROOT, format, values));
  }

  /** A line that is worth telling only when none was for two seconds. */
  public synchronized void sayNowAndThen(String format, Object... values) {
    if (System.nanoTime() - told > PAUSE) {
      told = System.nanoTime();
      say("[%6.1f s] " + format, prepended(seconds(began), values));
    }
  }

  /** The time of each phase. */
  public void summary() {
    out.println();
    phases.forEach((name, seconds) -> out.printf(Locale.ROOT, "%-58s %7.1f s%n", name, seconds));
    out.printf(Locale.ROOT, "%-58s %7.1f s%n", "all", seconds(began));
  }

  private static Object[] prepended(Object first, Object[] rest) {
    Object[] all = new Object[rest.length + 1];
    all[0] = first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
