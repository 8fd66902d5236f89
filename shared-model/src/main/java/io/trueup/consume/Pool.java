package io.trueup.consume;

import io.trueup.port.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Runs reads or writes on a few daemon threads of its own: the time of each is waiting for its
 * answer. Kept for the life of the process.
 */
public final class Pool implements Workers {

  private final ExecutorService threads;

  public Pool(int size) {
    this.threads =
        Executors.newFixedThreadPool(
            size,
            task -> {
              Thread thread = new Thread(task, "caller");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void run(List<Runnable> tasks) {
    List<Future<?>> running = new ArrayList<>(tasks.size());
    tasks.forEach(task -> running.add(threads.submit(task)));
    @Nullable Throwable first = null;
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException failed) {
        first = first == null ? failed.getCause() : first;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while calls were under way", interrupted);
      }
    }
    if (first != null) {
      throw new IllegalStateException(first.getMessage(), first);
    }
  }
}
