package io.trueup.trueup;

import io.trueup.store.InForce;
import io.trueup.store.Pointer;
import io.trueup.store.Tenure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The last step of a true-up: removes segment tables that nothing names any more, those of runs
 * that failed included, closes definitions that nothing needs, and gives the lease up. It removes
 * what the pointer named neither when the run began nor names now: a table that left the pointer
 * with this run's own swap stays until the next one, for the readers that still use it. Only the
 * holder of the lease retires.
 */
final class Retirement {

  /** As many names as fit beside the rest of a job; what is left the next run removes. */
  private static final int MOST = 50;

  private final Deployment deployment;

  Retirement(Deployment deployment) {
    this.deployment = deployment;
  }

  /** The tables that a run which begins now may remove at its end. */
  List<String> unnamed(Pointer pointer) {
    Set<String> named = pointer.tables();
    return deployment.tables().list(deployment.names().segmentPrefix()).stream()
        .filter(table -> !named.contains(table))
        .limit(MOST)
        .toList();
  }

  Map<String, Object> retire(Run run, List<String> unnamed) {
    deployment.requireLease("retire", run);
    Set<String> named = Pointer.read(deployment.control()).tables();
    List<String> retired = unnamed.stream().filter(table -> !named.contains(table)).toList();
    retired.forEach(deployment.tables()::delete);
    closeIdle();
    deployment.release(run);
    return Map.of("outcome", "retired", "tables", retired);
  }

  /**
   * Closes the definitions that no version is of and that are not deployed. When anything has
   * changed meanwhile it is left to the next run: a version of one of them may be under way.
   */
  private void closeIdle() {
    Optional<InForce> stored = InForce.read(deployment.control());
    Pointer pointer = Pointer.read(deployment.control());
    long epoch = deployment.epochs().of(deployment.clock().millis()) + InForce.NOTICE;
    stored.ifPresent(
        inForce -> {
          InForce next = inForce;
          for (Tenure tenure : inForce.tenures()) {
            if (inForce.isIdle(tenure, pointer) && !isDeployed(tenure)) {
              next = next.closed(tenure, epoch);
            }
          }
          if (!next.equals(inForce)) {
            inForce.swap(deployment.control(), next);
          }
        });
  }

  private boolean isDeployed(Tenure tenure) {
    return tenure.fingerprint().equals(deployment.deployed().first().fingerprint());
  }
}
