package io.trueup.port;

/** What became of the removal of a table. */
public enum Removal {
  /** It is gone, or was never there. */
  GONE,
  /** It stands: it is being made or changed, and can't be removed before that has ended. */
  BUSY
}
