package io.trueup.demo.aws;

import io.trueup.demo.host.Failure;
import java.util.function.Consumer;

/**
 * The removal of a deployment with its data. What writes goes first: while it is there, beats go on
 * being archived, and a bucket that was emptied is full again. A log of accesses may come even
 * later: then the buckets are emptied once more.
 */
record Removal(String name, Consumer<String> destroy, Contents contents) {

  /** What the stacks can't remove themselves. */
  interface Contents {

    /** Empties the buckets of the data stack. */
    void empty();

    /** Deletes the tables that true-ups made at run time. */
    void removeTables();
  }

  private static final int ATTEMPTS = 3;

  /** Removes all of it; fails as the last try to remove the data did. */
  void run() {
    destroy.accept("Trueup-%s-compute".formatted(name));
    contents.removeTables();
    for (int left = ATTEMPTS - 1; !isDataGone(left); left--) {
      System.out.println("The data stack could not be removed, is emptied and tried again");
    }
  }

  private boolean isDataGone(int left) {
    contents.empty();
    try {
      destroy.accept("Trueup-%s-data".formatted(name));
      return true;
    } catch (Failure failed) {
      if (left == 0) {
        throw failed;
      }
      return false;
    }
  }
}
