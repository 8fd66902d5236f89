package io.trueup.demo.host;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was started and has to end, the last first: by {@link #close}, else when this process is
 * told to end. Safe for many threads.
 */
public final class Running implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::end, "end");

  public Running() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Takes over the duty to end what was started, and returns it. */
  public synchronized <T extends AutoCloseable> T add(T it) {
    started.push(it);
    return it;
  }

  private synchronized void end() {
    while (!started.isEmpty()) {
      AutoCloseable next = started.pop();
      try {
        next.close();
      } catch (Exception e) { // the others must end all the same
        System.err.printf("end of %s: %s%n", next, e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    end();
  }
}
