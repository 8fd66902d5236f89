package io.trueup.merge;

import io.trueup.store.Version;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer is made of: the generation of the pointer it was read by, the version that names
 * (none yet at generation 0), its cut as the time before whose epochs everything is exact, and
 * {@code asOf}: every event that arrived before it is in the answer (none while nothing is known to
 * have arrived). {@code complete} says whether hot deltas that the pointer needs can have expired.
 */
public record Certificate(
    long generation,
    Optional<Version> version,
    Instant cut,
    Optional<Instant> asOf,
    Hold hold,
    Completeness complete) {

  /** Whether true-ups may swap the version. */
  public enum Hold {
    FREE,
    PINNED
  }

  /** Whether every delta since the cut is still there. */
  public enum Completeness {
    COMPLETE,
    /** The cut is older than hot items are kept: numbers may lack what came soon after it. */
    DELTAS_MAY_HAVE_EXPIRED
  }
}
