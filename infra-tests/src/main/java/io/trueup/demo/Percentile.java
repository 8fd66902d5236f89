package io.trueup.demo;

import java.util.Collection;
import java.util.List;

/** The value that a share of all values does not exceed, by nearest rank. */
public final class Percentile {

  private Percentile() {}

  /** {@code share} is above 0 and at most 1; there must be a value. */
  public static long of(Collection<Long> values, double share) {
    if (values.isEmpty() || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "percentile %s of %d values, expected a share in (0, 1] and a value"
              .formatted(share, values.size()));
    }
    List<Long> ordered = values.stream().sorted().toList();
    return ordered.get((int) Math.ceil(share * ordered.size()) - 1);
  }
}
