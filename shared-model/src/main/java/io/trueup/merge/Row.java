package io.trueup.merge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One bucket of an answer: its first millisecond, the measures by name, and whether they are exact:
 * recomputed as of the cut and untouched since.
 */
public record Row(long bucket, Standing standing, Map<String, @Nullable Object> values) {

  /** Where the numbers of a row come from. */
  public enum Standing {
    /** From the version alone. */
    EXACT,
    /** Live deltas are in it. */
    LIVE
  }
}
