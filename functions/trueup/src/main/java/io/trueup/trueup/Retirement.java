package io.trueup.trueup;

import io.trueup.store.Lease;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last step of a true-up: removes the segment tables that the pointer no longer names, neither
 * served nor kept for rollback, those of runs that failed included, and gives the lease up. Only
 * the holder of the lease retires, so that no table of a run under way is taken from it.
 */
final class Retirement {

  private final Deployment deployment;

  Retirement(Deployment deployment) {
    this.deployment = deployment;
  }

  Map<String, Object> retire(String run) {
    if (Lease.take(deployment.control(), run, CutChoice.LEASE, deployment.clock()).isEmpty()) {
      throw new IllegalStateException(
          "retire after run '%s': another holds the lease, expected this run to".formatted(run));
    }
    Pointer pointer = Pointer.read(deployment.control());
    Set<String> named =
        Stream.concat(pointer.version().stream(), pointer.previous().stream())
            .map(Version::segments)
            .flatMap(List::stream)
            .map(Segment::table)
            .collect(Collectors.toSet());
    List<String> retired =
        deployment.tables().list(deployment.names().segmentPrefix()).stream()
            .filter(table -> !named.contains(table))
            .toList();
    retired.forEach(deployment.tables()::delete);
    Lease.release(deployment.control(), run);
    return Map.of("outcome", "retired", "tables", retired);
  }
}
