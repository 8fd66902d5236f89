package io.trueup.port;

import java.util.List;

/** Runs independent reads or writes, one after another or side by side. */
public interface Workers {

  /** Runs all tasks and waits for them; fails with the first failure, after all have ended. */
  void run(List<Runnable> tasks);

  /** One after another, in order, on the calling thread. */
  static Workers inOrder() {
    return tasks -> tasks.forEach(Runnable::run);
  }
}
