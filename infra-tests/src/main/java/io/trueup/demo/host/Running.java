package io.trueup.demo.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What was started and has to end, the last first: by {@link #close}, else when this process is
 * told to end. One that fails to end holds up no other. Safe for many threads.
 */
public final class Running implements AutoCloseable {

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endAndSay, "end");

  public Running() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Takes over the duty to end what was started, and returns it. */
  public synchronized <T extends AutoCloseable> T add(T it) {
    started.push(it);
    return it;
  }

  /** Ends all; what was said by those that failed to. */
  private synchronized List<String> end() {
    List<String> failures = new ArrayList<>();
    while (!started.isEmpty()) {
      AutoCloseable next = started.pop();
      try {
        next.close();
      } catch (Exception e) { // the others must end all the same
        failures.add("end of %s: %s".formatted(next, e.getMessage()));
      }
    }
    return failures;
  }

  private void endAndSay() {
    end().forEach(System.err::println);
  }

  /** Ends all; fails if any did. */
  @Override
  public void close() {
    List<String> failures = end();
    if (!failures.isEmpty()) {
      throw new Failure(String.join(System.lineSeparator(), failures));
    }
  }
}
