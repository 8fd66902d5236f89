package io.trueup.trueup;

import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.SegmentAbout;
import io.trueup.store.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The step after the recompute: reads its report, compares the ledgers of both layers, and swaps
 * the pointer to the new version. Outcomes: {@code swapped}; {@code incomplete} (the archive lacks
 * records: wait and recompute again); {@code held} (the layers contradict each other, or a rollback
 * came between: a person decides, the old version stays). A repeated call after a swap says {@code
 * swapped} again.
 */
final class Settlement {

  /** How many older versions stay for rollback. */
  static final int KEPT = 3;

  private final Deployment deployment;

  Settlement(Deployment deployment) {
    this.deployment = deployment;
  }

  Map<String, Object> settle(Run run, String reportKey) {
    Pointer pointer = Pointer.read(deployment.control());
    if (pointer.version().map(Version::id).filter(run.name()::equals).isPresent()) {
      return Map.of("outcome", "swapped", "generation", pointer.generation());
    }
    deployment.requireLease("settle", run);
    if (pointer.hold() == Pointer.Hold.PINNED) {
      return Map.of("outcome", "held", "why", "a rollback pins the version served: resume first");
    }
    Map<String, Object> report = report(reportKey);
    if (!Json.text(report, "outcome").equals("loaded")) {
      String outcome = Json.text(report, "outcome").equals("incomplete") ? "incomplete" : "held";
      return Map.of("outcome", outcome, "report", reportKey);
    }
    long cut = Json.number(report, "cut");
    InForce inForce = inForce();
    // A job of an older release knew the first definition alone.
    String definition =
        report.containsKey("definition")
            ? Json.text(report, "definition")
            : inForce.first().fingerprint();
    if (!inForce.maySwap(definition, pointer)) {
      return Map.of(
          "outcome",
          "held",
          "why",
          "a rollback came after definition %s was chosen for this version: begin anew"
              .formatted(definition));
    }
    CrossChecking check = CrossChecking.below(cut, deployment.control());
    return switch (check.outcome()) {
      case EQUAL ->
          swap(
              pointer, version(run, definition, report, Version.CrossCheck.CHECKED), check, report);
      case NOT_YET, LOST_BY_SPEED ->
          swap(
              pointer,
              version(run, definition, report, Version.CrossCheck.NOT_CHECKED),
              check,
              report);
      case LOST_BY_ARCHIVE, CONTRADICTORY -> Map.of("outcome", "held", "why", why(check));
    };
  }

  private Map<String, Object> swap(
      Pointer pointer, Version version, CrossChecking check, Map<String, Object> report) {
    if (version.cut() <= pointer.cut()) {
      throw new IllegalStateException(
          "swap to version %s with cut %d, expected a cut after %d"
              .formatted(version.id(), version.cut(), pointer.cut()));
    }
    Pointer next = pointer.swappedTo(version, KEPT);
    if (pointer.swap(deployment.control(), next) instanceof Outcome.Refused refused) {
      throw new IllegalStateException(
          "swap from generation %d: found %s".formatted(pointer.generation(), refused.stored()));
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("outcome", "swapped");
    answer.put("generation", next.generation());
    answer.put("cut", version.cut());
    answer.put("check", check.outcome().name().toLowerCase(java.util.Locale.ROOT));
    // A job of an older release may still have written the report.
    Optional.ofNullable(report.get("repeats")).ifPresent(it -> answer.put("repeats", it));
    return answer;
  }

  private InForce inForce() {
    return InForce.read(deployment.control()).orElse(deployment.deployed());
  }

  private Version version(
      Run run, String definition, Map<String, Object> report, Version.CrossCheck check) {
    Segment segment = new Segment(Json.text(report, "table"), 0, Json.number(report, "cut"));
    return new Version(
        run.name(),
        List.of(segment),
        Optional.of(definition),
        whole(segment).fingerprints(),
        check,
        0);
  }

  /** What a segment says. A table that was taken away or given up meanwhile must not be served. */
  private SegmentAbout whole(Segment segment) {
    Table table = deployment.tables().table(segment.table());
    return SegmentAbout.read(table)
        .filter(about -> about.cut() == segment.to())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "swap to table '%s', expected it to be whole up to cut %d"
                        .formatted(segment.table(), segment.to())));
  }

  private Map<String, Object> report(String key) {
    try (InputStream in = deployment.archive().read(key)) {
      return Json.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException("read the report '%s'".formatted(key), broken);
    }
  }

  private static String why(CrossChecking check) {
    CrossChecking.Difference first =
        check.differences().stream()
            .filter(difference -> difference.outcome() == check.outcome())
            .findFirst()
            .orElseThrow();
    return "%s: shard %s, epoch %d: speed %s, archive %s, in all %d"
        .formatted(
            check.outcome(),
            first.shard(),
            first.epoch(),
            first.speed(),
            first.archive(),
            check.differences().size());
  }
}
