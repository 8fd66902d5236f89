package io.trueup.simulation;

import java.util.Map;

/** What a true-up is begun for: to swap or to say what it would, of what is new or of all. */
enum Errand {
  USUAL,
  FULL,
  DRY,
  DRY_FULL;

  /** The errand of a run that is begun in the middle of a history. */
  static Errand of(Faults faults, String run) {
    boolean isFull = faults.happens(Fault.FULL, run, 0.15);
    boolean isDry = faults.happens(Fault.DRY_RUN, run, 0.2);
    if (isDry) {
      return isFull ? DRY_FULL : DRY;
    }
    return isFull ? FULL : USUAL;
  }

  boolean isFull() {
    return this == FULL || this == DRY_FULL;
  }

  boolean isDry() {
    return this == DRY || this == DRY_FULL;
  }

  /** What an execution is begun with. */
  Map<String, Object> input() {
    return Map.of("full", isFull(), "dry_run", isDry());
  }
}
