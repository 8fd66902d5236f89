package io.trueup.definition;

import java.util.List;
import java.util.Optional;

/**
 * A view: which events it counts, by what, in which bucket sizes (the finest first, each a multiple
 * of the one before), and what it measures. The fingerprint names its meaning: equal fingerprints
 * answer equal numbers for equal records.
 */
public record View(
    String name,
    EventType from,
    Optional<Condition> where,
    List<Field> by,
    List<BucketSize> every,
    List<Measure> measures,
    String fingerprint) {

  public View {
    by = List.copyOf(by);
    every = List.copyOf(every);
    measures = List.copyOf(measures);
  }

  /** The smallest bucket size, the only one that hot deltas hold. */
  public BucketSize finest() {
    return every.get(0);
  }
}
