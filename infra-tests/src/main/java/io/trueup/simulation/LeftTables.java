package io.trueup.simulation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The oracle of what true-ups leave behind. A table that was there when a run began, and that no
 * pointer has named since, is gone once the run has swapped and retired, whoever died and left it;
 * and what a dry run has made is gone once it has retired.
 */
final class LeftTables {

  private final Cloud cloud;
  private final Map<String, Begun> begun = new HashMap<>();
  private final Map<String, Set<String>> due = new HashMap<>();

  /** What there was when a run began, and the pointer's generation then. */
  private record Begun(Set<String> tables, long generation, Errand errand) {}

  LeftTables(Cloud cloud) {
    this.cloud = cloud;
  }

  void begun(String run, Errand errand) {
    Set<String> tables = new TreeSet<>(cloud.tables.names());
    begun.put(run, new Begun(tables, cloud.pointer().generation(), errand));
  }

  /** A run is about to retire: what a dry one has made until now has to go. */
  void retires(String run) {
    Begun then = of(begun, run);
    Set<String> tables = new TreeSet<>(cloud.tables.names());
    if (then.errand().isDry()) {
      tables.removeIf(table -> !table.matches("segment-%s-\\d+-\\d+".formatted(run)));
    } else {
      tables.retainAll(then.tables());
    }
    due.put(run, tables);
  }

  /** A run says that it has retired. */
  void retired(String run) {
    Set<String> left = of(due, run);
    left.retainAll(cloud.tables.names());
    for (long at = of(begun, run).generation(); at <= cloud.pointer().generation(); at++) {
      cloud.pointer(at).ifPresent(pointer -> left.removeAll(pointer.tables()));
    }
    if (!left.isEmpty()) {
      throw new Wrong("%s has retired and left %s".formatted(run, left));
    }
  }

  private static <T> T of(Map<String, T> runs, String run) {
    return Objects.requireNonNull(runs.get(run), run);
  }
}
