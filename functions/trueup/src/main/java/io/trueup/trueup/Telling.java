package io.trueup.trueup;

import io.trueup.definition.Pipeline;
import io.trueup.definition.Tolerance;
import io.trueup.notice.NumberCorrected;
import io.trueup.notice.Swap;
import io.trueup.notice.VersionSwapped;
import io.trueup.port.Bus;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step after a swap: tells those who listen of each number that it changed by more than the
 * tolerance, at most {@value #MOST}, the worst, and then of the swap itself. It may be repeated:
 * what is told again has the same id and says the same. It changes nothing, and so needs no lease.
 */
final class Telling {

  /** A swap that corrects more than anybody would handle one by one is told of by its counts. */
  static final int MOST = 1_000;

  private final Deployment deployment;

  Telling(Deployment deployment) {
    this.deployment = deployment;
  }

  /** Tells of the swap of a run, with which a generation began. */
  Map<String, Object> tell(Run run, String reportKey, long generation) {
    Version version = swappedTo(run);
    Map<String, Object> report = deployment.report(reportKey);
    requireOf(version, report, reportKey);
    Pipeline pipeline = pipeline(version);
    Swap swap = deployment.audience().swap(run.name(), version, generation);
    Changes changes = new Changes(report, swap, pipeline, deployment.epochs());
    Tolerance tolerance = pipeline.batch().corrections();
    List<NumberCorrected> listed = changes.listed();
    List<NumberCorrected> beyond =
        listed.stream().filter(it -> tolerance.isExceededBy(it.shown(), it.exact())).toList();
    List<NumberCorrected> told = beyond.subList(0, Math.min(MOST, beyond.size()));
    List<Bus.Notice> notices = new ArrayList<>();
    told.forEach(number -> notices.add(number.notice()));
    String where = "s3://%s/%s".formatted(deployment.names().archiveBucket(), reportKey);
    notices.add(
        new VersionSwapped(
                swap,
                VersionSwapped.By.TRUE_UP,
                cut(deployment, version),
                Optional.of(changes.told(where, told.size(), listed.size() - beyond.size())))
            .notice());
    deployment.audience().bus().put(notices);
    return Map.of("outcome", "told", "numbers", told.size());
  }

  /** The time at which the epoch of a version's cut begins. */
  static Instant cut(Deployment deployment, Version version) {
    return Instant.ofEpochMilli(deployment.epochs().start(version.cut()));
  }

  private Version swappedTo(Run run) {
    Pointer pointer = Pointer.read(deployment.control());
    return pointer.versions().stream()
        .filter(version -> version.id().equals(run.name()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "tell of run '%s': found %s, expected a version that it swapped to"
                        .formatted(run.name(), pointer)));
  }

  /** A try of the recompute that was given up may have replaced the report by its own. */
  private static void requireOf(Version version, Map<String, Object> report, String reportKey) {
    List<String> tables = version.tables();
    String table = Json.text(report, "table");
    if (!table.equals(tables.get(tables.size() - 1))) {
      throw new IllegalStateException(
          "report '%s' is of table '%s', expected the one of version %s, '%s'"
              .formatted(reportKey, table, version.id(), tables.get(tables.size() - 1)));
    }
  }

  private Pipeline pipeline(Version version) {
    InForce inForce = InForce.read(deployment.control()).orElse(deployment.deployed());
    String fingerprint = version.definition().orElse(inForce.first().fingerprint());
    return deployment.library().load(inForce.of(List.of(fingerprint)).get(0));
  }
}
