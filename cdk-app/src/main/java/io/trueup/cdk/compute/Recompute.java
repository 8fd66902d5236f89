package io.trueup.cdk.compute;

import io.trueup.cdk.Load;
import io.trueup.cdk.Recomputing;
import java.util.List;
import java.util.Map;

/**
 * The state of the workflow that recomputes: its definition, what stands for the names in it, and
 * what the workflow's role needs for it.
 */
record Recompute(
    Map<String, Object> state, Map<String, String> names, List<Permission> permissions) {

  /** The input of a recomputation, as a JSONata expression: no two tries are given the same. */
  static String task(Recomputing recomputing) {
    return "$merge($append($job, {'run': $states.context.Execution.Name, 'attempt': $attempt,"
        + " 'retry': $states.context.State.RetryCount, 'execution': $states.context.Execution.Id,"
        + " 'master': ${Master}"
        + (recomputing.load() == Load.IMPORT ? ", 'load': 'import'" : "")
        + recomputing.loadBudget().map(", 'write_budget': %d"::formatted).orElse("")
        // A URL holds no double quotes.
        + recomputing.lineage().map(", 'lineage': \"%s\""::formatted).orElse("")
        + "}))";
  }

  Recompute {
    state = Map.copyOf(state);
    names = Map.copyOf(names);
    permissions = List.copyOf(permissions);
  }
}
