package io.trueup.aws;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts of one operation: random up to a bound that doubles, from 50 ms to 5
 * s; after {@value #MOST} of them the operation has failed. For one thread.
 */
final class Backoff {

  private static final int MOST = 12;

  private final String operation;
  private int attempts;

  Backoff(String operation) {
    this.operation = operation;
  }

  /** Waits before the next attempt; fails when there have been enough. */
  void await() {
    if (++attempts > MOST) {
      throw new IllegalStateException(
          "%s: not taken in %d attempts".formatted(operation, attempts));
    }
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(Math.min(5_000, 50L << attempts)) + 1);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(operation + ": interrupted", interrupted);
    }
  }
}
