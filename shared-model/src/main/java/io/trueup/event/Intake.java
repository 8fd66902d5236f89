package io.trueup.event;

/**
 * What a record turns out to be. It depends on the record's data, its arrival and the definition
 * alone, so that both layers come to the same result.
 */
public sealed interface Intake {

  /** An event that counts. */
  record Accepted(Event event, Punctuality punctuality) implements Intake {}

  /** A record that counts in no view; {@code detail} says what was found where, for people. */
  record Rejected(Rejection reason, String detail) implements Intake {}

  /** One of Trueup's own numbered beats: it moves a quiet shard on and counts in no view. */
  record Beat(Heartbeat heartbeat) implements Intake {}
}
