package io.trueup.trueup;

import io.trueup.port.Removal;
import io.trueup.store.InForce;
import io.trueup.store.Pointer;
import io.trueup.store.Tenure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last step of a true-up: removes segment tables that nothing names any more, those of runs
 * that failed included, closes definitions that nothing needs, and gives the lease up. It removes
 * what the pointer named neither when the run began nor names now: a table that left the pointer
 * with this run's own swap stays until the next one, for the readers that still use it. A dry run
 * removes what it made and nothing else: no swap of it refuses that of a run which was stopped and
 * whose last step still goes on, to a table that nothing names yet. A table that is still being
 * made, as by an import that goes on after its run has died, stays for the next run, as does one
 * that is there only later. Only the holder of the lease retires.
 */
final class Retirement {

  /** As many names as fit beside the rest of a job; what is left the next run removes. */
  private static final int MOST = 50;

  /** How the name of a run's table ends. */
  private static final Pattern ATTEMPT = Pattern.compile("\\d+-\\d+");

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

  Map<String, Object> retire(Run run, List<String> unnamed, Run.Purpose purpose) {
    deployment.requireLease("retire", run);
    Set<String> named = Pointer.read(deployment.control()).tables();
    Stream<String> left = purpose == Run.Purpose.DRY ? made(run) : unnamed.stream();
    List<String> retired =
        left.filter(table -> !named.contains(table))
            .filter(table -> deployment.tables().delete(table) == Removal.GONE)
            .toList();
    closeIdle();
    deployment.release(run);
    return Map.of("outcome", "retired", "tables", retired);
  }

  /** The tables of a run's attempts: nobody but the run has ever known them. */
  private Stream<String> made(Run run) {
    String prefix = deployment.names().segmentPrefix() + run.name() + "-";
    return deployment.tables().list(prefix).stream()
        .filter(table -> ATTEMPT.matcher(table.substring(prefix.length())).matches());
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
