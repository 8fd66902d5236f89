package io.trueup.replay;

import java.util.List;

/** What came of holding records against both ledgers: the stretches that are not as both say. */
record Checked(List<Lacking> lacking, List<Unchecked> unchecked) {

  Checked {
    lacking = List.copyOf(lacking);
    unchecked = List.copyOf(unchecked);
  }
}
