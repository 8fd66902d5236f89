package io.trueup.batch.recompute;

import io.trueup.store.CrossChecking;
import java.util.Locale;
import java.util.Optional;

/** Why a live number is not the exact one, the worst first. */
enum Cause {
  /** The ledgers agree, and still the hot delta is not what the archive's records come to. */
  UNEXPLAINED,
  /** As many records in both ledgers, but others. */
  LEDGERS_CONTRADICT,
  LOST_BY_ARCHIVE,
  LOST_BY_SPEED,
  /** The speed layer does not look so far back. */
  REPEAT_BEYOND_WINDOW,
  /** The speed layer does not look at other shards. */
  REPEAT_ACROSS_SHARDS;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The cause of differences where the ledgers differ so; none where speed is not there yet. */
  static Optional<Cause> of(CrossChecking.Outcome ledgers) {
    return switch (ledgers) {
      case EQUAL -> Optional.of(UNEXPLAINED);
      case CONTRADICTORY -> Optional.of(LEDGERS_CONTRADICT);
      case LOST_BY_ARCHIVE -> Optional.of(LOST_BY_ARCHIVE);
      case LOST_BY_SPEED -> Optional.of(LOST_BY_SPEED);
      case NOT_YET -> Optional.empty();
    };
  }
}
