package io.trueup.trueup;

import io.trueup.store.Json;
import java.util.Map;

/**
 * One run of the workflow, or one call of a person: the name that its version gets, and what it
 * holds the lease as: the execution's ARN, or the name of a call that is of no execution.
 */
record Run(String name, String holder) {

  /** What a run of the workflow is for. */
  enum Purpose {
    /** To serve what it makes. */
    SWAP,
    /** To say what would be served: it swaps nothing, asks nobody, and leaves its report alone. */
    DRY
  }

  /** Whether it can be asked for whether it is over. */
  boolean isExecution() {
    return !holder.equals(name);
  }

  /** The run of a step's input: {@code run}, and {@code execution} if there is one. */
  static Run of(Map<String, Object> input) {
    String name = Json.text(input, "run");
    return new Run(name, input.containsKey("execution") ? Json.text(input, "execution") : name);
  }
}
