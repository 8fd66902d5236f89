package io.trueup.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The end of the process by Ctrl-C or SIGTERM, held back until a command has left what it does in
 * order, for at most half a minute. The process then ends with exit code 130 or 143. The one who
 * made it closes it; it is asked by any thread.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final AtomicBoolean asked = new AtomicBoolean();
  private final CountDownLatch left = new CountDownLatch(1);
  private final Thread hook = new Thread(this::hold, "interruption");

  private final Runnable whenAsked;

  private Interruption(Runnable whenAsked) {
    this.whenAsked = whenAsked;
  }

  /** From now on an end of the process waits for {@link #close}. */
  static Interruption heed() {
    return heed(() -> {});
  }

  /** As above, and this thread is interrupted then. */
  static Interruption ofThisThread() {
    return heed(Thread.currentThread()::interrupt);
  }

  private static Interruption heed(Runnable whenAsked) {
    Interruption interruption = new Interruption(whenAsked);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  boolean isAsked() {
    return asked.get();
  }

  void hold() {
    asked.set(true);
    whenAsked.run();
    try {
      if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.printf("not left in order within %d s%n", PATIENCE_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    left.countDown();
    if (!isAsked()) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException endsNow) {
        // The hook runs already, and has nothing to wait for any more.
      }
    }
  }
}
