package io.trueup.faults;

import java.util.Random;

/** A seeded share of calls, from 0 to 1. Safe for many threads. */
final class Chance {

  private final double share;
  private final Random random;

  Chance(double share, long seed) {
    if (share < 0 || share > 1) {
      throw new IllegalArgumentException("share %s, expected 0 to 1".formatted(share));
    }
    this.share = share;
    this.random = new Random(seed);
  }

  synchronized boolean hits() {
    return random.nextDouble() < share;
  }
}
