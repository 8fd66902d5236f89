package io.trueup.consume;

/** Whether a record brings what it says for the first time, as far as its layer looks back. */
public enum Occurrence {
  FIRST,
  /** An earlier accepted record of its shard, within the window, has its event type and id. */
  REPEATED
}
