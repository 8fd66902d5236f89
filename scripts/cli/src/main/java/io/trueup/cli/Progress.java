package io.trueup.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.util.Locale;

/**
 * Tells on standard error how far a command has come: nothing in the first two seconds, then a line
 * at most every two. For one thread.
 */
public final class Progress {

  private static final long PAUSE_MILLIS = 2_000;

  private final PrintStream err;
  private final Clock clock;
  private final long began;
  private long told;

  Progress(PrintStream err, Clock clock) {
    this.err = err;
    this.clock = clock;
    this.began = clock.millis();
    this.told = began;
  }

  /** A line that is worth telling only now and then. */
  public void now(String format, Object... values) {
    if (clock.millis() - told >= PAUSE_MILLIS) {
      say(format, values);
    }
  }

  /** A line that is told in any case. */
  public void say(String format, Object... values) {
    told = clock.millis();
    err.printf(
        Locale.ROOT,
        "[%5.1f s] %s%n",
        (told - began) / 1e3,
        String.format(Locale.ROOT, format, values));
  }
}
