package io.trueup.simulation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of what the oracles of a history find. A simulation ends with the first thing that
 * is wrong; a measurement counts it and goes on.
 */
interface Findings {

  /** Ends the history with the first thing that is wrong. */
  Findings NONE_WRONG =
      wrong -> {
        throw wrong;
      };

  /** A page with its oracle, and how often the pointer changed while it was read. */
  record Answered(Page page, long swaps, Judge judge) {}

  /** Something is wrong; when it returns, the history goes on. */
  void wrong(Wrong wrong);

  /** A page was judged; what is wrong in it, if anything is. */
  default void answered(Answered answered, Optional<Wrong> found) {
    found.ifPresent(this::wrong);
  }

  /** All pages of a read came, of which the first one's oracle knows what must be there. */
  default void covered(Judge first, Set<CellName> cells) {}

  /** A recompute compared live numbers: its report's {@code divergence}. */
  default void compared(Map<?, ?> divergence) {}
}
