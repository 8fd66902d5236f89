package io.trueup.bench.batch;

import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The flights that an archive is of: stretches of the file one after another, a record each so many
 * milliseconds, and the length of an epoch.
 */
record Course(List<Stretch> stretches, long apartMillis, Span epoch) {

  private static final long FILE = 3_000_000;
  private static final long NEW = 1_000_000_000;

  /** The first flights of the file, their numbers moved up. */
  record Stretch(long flights, long moved) {}

  Course {
    stretches = List.copyOf(stretches);
  }

  /** So many flights of the file, within hours. */
  static Course of(long flights) {
    return new Course(List.of(new Stretch(flights, 0)), 10, Span.parse("5m"));
  }

  /** So many flights of history, a million each 35 days, and then some that are new. */
  static Course of(long history, long fresh) {
    List<Stretch> stretches = new ArrayList<>();
    for (long from = 0; from < history; from += FILE) {
      stretches.add(new Stretch(Math.min(FILE, history - from), from));
    }
    stretches.add(new Stretch(fresh, NEW));
    return new Course(stretches, 3_024, Span.parse("1h"));
  }

  Epochs epochs() {
    return new Epochs(epoch);
  }
}
