package io.trueup.simulation;

import io.trueup.store.Json;
import io.trueup.store.Pointer;
import io.trueup.store.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The oracle of dry runs: none is ever served, and what one says of a version that it would swap to
 * is what its report says of it.
 */
final class DryRuns {

  private static final Set<String> MADE = Set.of("loaded", "lacking");

  private final Cloud cloud;
  private final Set<String> runs = new HashSet<>();
  private long looked;

  DryRuns(Cloud cloud) {
    this.cloud = cloud;
  }

  void begun(String run) {
    runs.add(run);
  }

  /** Judges what was swapped to since the last time. */
  void look() {
    for (; looked <= cloud.pointer().generation(); looked++) {
      Optional<Version> served = cloud.pointer(looked).flatMap(Pointer::version);
      if (served.filter(version -> runs.contains(version.id())).isPresent()) {
        throw new Wrong("%s is served, of a dry run".formatted(served.get()));
      }
    }
  }

  /** Judges what a dry run says of what its report is of. */
  static void judge(
      Map<String, Object> job, Map<String, Object> settled, Map<String, Object> report) {
    Map<?, ?> corrections = Json.object(report, "corrections");
    Map<String, Object> expected = new TreeMap<>();
    expected.put("outcome", "dry");
    for (String member : List.of("cells", "strips", "repeats")) {
      expected.put(member, report.get(member));
    }
    expected.put("cut", job.get("cut"));
    expected.put("recomputed", corrections.get("compared"));
    expected.put("corrected", corrections.get("differing"));
    Map<?, ?> divergence = Json.object(report, "divergence");
    Optional.ofNullable(divergence.get("share"))
        .ifPresent(share -> expected.put("divergence", share));
    Map<String, Object> said = new TreeMap<>(settled);
    said.keySet().removeAll(List.of("would", "why", "check", "report"));
    boolean isWhy = settled.containsKey("why") == Json.text(settled, "would").equals("ask");
    boolean isMade = MADE.contains(Json.text(report, "outcome"));
    if (!said.equals(expected) || !isWhy || !isMade) {
      throw new Wrong("%s, expected what %s says".formatted(settled, report));
    }
  }
}
