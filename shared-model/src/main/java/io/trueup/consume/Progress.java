package io.trueup.consume;

import io.trueup.event.Position;

/** How far a batch was processed; all before it is in effect and in the ledger. */
public sealed interface Progress {

  /** Every record. */
  record Done() implements Progress {}

  /** Time ran short: the record at {@code next} and those after it are to be delivered again. */
  record Stopped(Position next) implements Progress {}
}
