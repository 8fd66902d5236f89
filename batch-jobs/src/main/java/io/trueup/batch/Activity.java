package io.trueup.batch;

import java.util.Optional;

/** The tasks that a workflow puts up for workers. Safe for many threads. */
interface Activity {

  /** A task: the token that answers name it by, and its input. */
  record Task(String token, String input) {}

  /** Whether a task is still this worker's. */
  enum Standing {
    HELD,
    /** It was given to another, or its workflow has ended. */
    LOST
  }

  /** Waits up to a minute or so for a task. */
  Optional<Task> poll();

  Standing heartbeat(Task task);

  /** Says that a task is done; {@code output} is JSON. Nothing happens when the task is lost. */
  void succeed(Task task, String output);

  /** Says that a task has failed. Nothing happens when the task is lost. */
  void fail(Task task, String error, String cause);
}
