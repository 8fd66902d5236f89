package io.trueup.batch.master;

import io.trueup.time.Span;

/**
 * The rules by which the master dataset is kept small: snapshots older than {@code keep} go but for
 * the newest {@code last} ones, and so do files of no snapshot. {@code keep} is longer than any run
 * takes to read an edition or to write one.
 */
public record Upkeep(Span keep, int last) {

  public static final Upkeep STANDARD = new Upkeep(Span.parse("7d"), 10);

  public Upkeep {
    if (last < 1) {
      throw new IllegalArgumentException(
          "upkeep that leaves %d snapshots, expected 1 or more".formatted(last));
    }
  }
}
