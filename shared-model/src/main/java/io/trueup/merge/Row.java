package io.trueup.merge;

import io.trueup.aggregate.Bounds;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bucket of an answer: its first millisecond, the measures by name, and whether they are exact:
 * recomputed as of the cut and untouched since. Those that are not may be estimates, with the
 * bounds that the true numbers lie within, by the measure's name.
 */
public record Row(
    long bucket,
    Standing standing,
    Map<String, @Nullable Object> values,
    Map<String, Bounds> bounds) {

  /** Where the numbers of a row come from. */
  public enum Standing {
    /** From the version alone. */
    EXACT,
    /** From several segments of the version, whose sketches are merged. */
    ESTIMATED,
    /** Live deltas are in it. */
    LIVE
  }
}
