package io.trueup.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * Threads that run histories side by side. What a history comes to is handed on in the order of the
 * seeds, so that nothing depends on how many threads there are. Memory does not grow with the
 * number of histories: only so many are begun before the oldest is handed on.
 */
final class Crew implements AutoCloseable {

  /** Enough that a long history does not keep the others waiting. */
  private static final int AHEAD = 16;

  private final ExecutorService threads;
  private final int most;

  Crew(int size) {
    threads = Executors.newFixedThreadPool(size, Crew::thread);
    most = size * AHEAD;
  }

  /**
   * Twice as many as the machine has processors: while one actor of a history hands on to another,
   * a processor has nothing to do of that history.
   */
  static Crew ofAll() {
    return new Crew(2 * Runtime.getRuntime().availableProcessors());
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "histories");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs the histories of seeds from {@code from} (inclusive) to {@code to} (exclusive) until
   * {@code goesOn}, told of each in order on the calling thread, says no.
   */
  <T> void run(long from, long to, LongFunction<T> history, Predicate<T> goesOn) {
    Deque<Future<T>> begun = new ArrayDeque<>();
    long next = from;
    boolean on = true;
    while (on && (next < to || !begun.isEmpty())) {
      while (next < to && begun.size() < most) {
        long seed = next++;
        begun.add(threads.submit(() -> history.apply(seed)));
      }
      on = goesOn.test(result(begun.remove()));
    }
    begun.forEach(each -> each.cancel(false));
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while histories run", stopped);
    } catch (ExecutionException broken) {
      throw new IllegalStateException("a history broke", broken.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
