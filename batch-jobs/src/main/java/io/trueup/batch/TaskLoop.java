package io.trueup.batch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves an activity: takes one task after another, beats while one is worked on, and answers each.
 * No task ends the loop, however it fails. One thread serves; {@link #stop} is for any other.
 */
final class TaskLoop {

  private static final Logger LOG = LoggerFactory.getLogger(TaskLoop.class);

  /** What is done for a task. */
  interface Work {

    /** Does it, and returns what to answer: JSON. */
    String run(String input);

    /** Makes what is running fail soon; does nothing when nothing is. */
    void cancel();
  }

  /** Between two beats, and before a poll that follows one that failed. */
  record Pauses(Duration beat, Duration poll) {

    static final Pauses STANDARD = new Pauses(Duration.ofSeconds(5), Duration.ofSeconds(1));
  }

  private final Activity activity;
  private final Work work;
  private final Pauses pauses;
  private final ScheduledExecutorService beats =
      Executors.newSingleThreadScheduledExecutor(TaskLoop::beater);
  private final Object ended = new Object();

  private boolean stopping;
  private Activity.@Nullable Task current;

  TaskLoop(Activity activity, Work work, Pauses pauses) {
    this.activity = activity;
    this.work = work;
    this.pauses = pauses;
  }

  /** Serves until {@link #stop}. */
  void serve() {
    while (!isStopping()) {
      Optional<Activity.Task> task = poll();
      if (task.isPresent() && begin(task.get())) {
        serve(task.get());
        end();
      }
    }
    beats.shutdownNow();
  }

  /**
   * Takes no more tasks, makes a running one fail, and waits for its answer at most so long. A poll
   * under way is left to itself.
   */
  void stop(Duration longest) {
    synchronized (ended) {
      stopping = true;
      if (current == null) {
        return;
      }
      work.cancel();
      try {
        TimeUnit.MILLISECONDS.timedWait(ended, longest.toMillis());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<Activity.Task> poll() {
    try {
      return activity.poll();
    } catch (RuntimeException failed) {
      LOG.warn("poll failed, is tried again in {}: {}", pauses.poll(), failed.toString());
      pause();
      return Optional.empty();
    }
  }

  private void pause() {
    try {
      Thread.sleep(pauses.poll().toMillis());
    } catch (InterruptedException interrupted) {
      synchronized (ended) {
        stopping = true;
      }
      Thread.currentThread().interrupt();
    }
  }

  private void serve(Activity.Task task) {
    long every = pauses.beat().toMillis();
    ScheduledFuture<?> beating =
        beats.scheduleWithFixedDelay(() -> beat(task), every, every, TimeUnit.MILLISECONDS);
    try {
      answer(task);
    } catch (RuntimeException failed) {
      LOG.warn("an answer could not be sent", failed);
    } finally {
      beating.cancel(true);
    }
  }

  private void answer(Activity.Task task) {
    String output;
    try {
      output = work.run(task.input());
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError failed) {
      LOG.error("a task failed", failed);
      activity.fail(task, failed.getClass().getSimpleName(), trace(failed));
      return;
    }
    activity.succeed(task, output);
  }

  private void beat(Activity.Task task) {
    try {
      if (activity.heartbeat(task) == Activity.Standing.LOST) {
        LOG.warn("the task is no longer this worker's, its work is ended");
        cancel(task);
      }
    } catch (RuntimeException failed) {
      LOG.warn("a heartbeat failed: {}", failed.toString());
    }
  }

  /** Of a task that has ended by itself meanwhile the next one's work is not to suffer. */
  private void cancel(Activity.Task task) {
    synchronized (ended) {
      if (task.equals(current)) {
        work.cancel();
      }
    }
  }

  private boolean isStopping() {
    synchronized (ended) {
      return stopping;
    }
  }

  private boolean begin(Activity.Task task) {
    synchronized (ended) {
      if (stopping) {
        return false;
      }
      current = task;
      return true;
    }
  }

  private void end() {
    synchronized (ended) {
      current = null;
      ended.notifyAll();
    }
  }

  private static String trace(Throwable failed) {
    StringWriter trace = new StringWriter();
    failed.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }

  private static Thread beater(Runnable task) {
    Thread thread = new Thread(task, "heartbeat");
    thread.setDaemon(true);
    return thread;
  }
}
