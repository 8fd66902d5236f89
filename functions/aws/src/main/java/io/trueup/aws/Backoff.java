package io.trueup.aws;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The pauses between attempts of one operation: random up to a bound that doubles, from 50 ms to 5
 * s; after {@value #MOST} of them the operation has failed. For one thread.
 */
final class Backoff {

  static final int MOST = 12;

  /** How a pause is spent. */
  interface Sleep {
    void sleep(long millis) throws InterruptedException;
  }

  private final String operation;
  private final Sleep sleep;
  private int attempts;

  Backoff(String operation) {
    this(operation, Thread::sleep);
  }

  Backoff(String operation, Sleep sleep) {
    this.operation = operation;
    this.sleep = sleep;
  }

  /** Waits before the next attempt; fails when there have been enough. */
  void await() {
    if (++attempts > MOST) {
      throw new IllegalStateException(
          "%s: not taken in %d attempts".formatted(operation, attempts));
    }
    try {
      long bound = Math.min(5_000, 50L << (attempts - 1));
      sleep.sleep(ThreadLocalRandom.current().nextLong(bound) + 1);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(operation + ": interrupted", interrupted);
    }
  }
}
