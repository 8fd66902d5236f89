package io.trueup.replay;

/** A stretch that was left alone, and why; {@code detail} says what was found, for people. */
public record Untouched(Stretch stretch, Why why, String detail) {

  /** Why its deltas can't be made again. */
  public enum Why {
    /** The speed layer has not passed it: it may still write there. */
    OPEN,
    /** The archive's lines are not the records that speed's ledger has. */
    INCOMPLETE,
    /** What it may repeat is in a stretch that is incomplete. */
    REPEATS_UNKNOWN,
    /** The code of now takes its records for something else than the ledger counts. */
    TAKEN_OTHERWISE
  }
}
