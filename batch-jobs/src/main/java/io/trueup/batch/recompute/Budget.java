package io.trueup.batch.recompute;

import java.io.Serializable;

/**
 * The write units a second that the load of a segment may take of DynamoDB, over all of its tasks:
 * 1 or more.
 */
public record Budget(double units) implements Serializable {

  /** As many as are taken. */
  public static final Budget NONE = new Budget(Double.POSITIVE_INFINITY);

  public Budget {
    if (units < 1) {
      throw new IllegalArgumentException(
          "write_budget of %.0f, expected 1 or more write units a second".formatted(units));
    }
  }

  /** In how many tasks to write: under a budget in no more than may run at once. */
  int tasks(int partitions, int cores) {
    return equals(NONE) ? partitions : Math.min(partitions, cores);
  }

  /** What each of so many tasks may take. */
  Pace share(int tasks) {
    return Pace.of(units / tasks);
  }
}
