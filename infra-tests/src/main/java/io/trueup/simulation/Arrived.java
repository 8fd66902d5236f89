package io.trueup.simulation;

import io.trueup.event.Position;

/** A record on the stream: what was sent, its shard, position, lineage arrival and epoch. */
record Arrived(Sent sent, String shard, Position position, long arrival, long epoch) {

  /** How far after its arrival an event may lie. */
  private static final long MOST_AHEAD = 3_600_000;

  /** Whether it is accepted. */
  boolean isAccepted() {
    return sent.kind() == Sent.Kind.EVENT && sent.at() <= arrival + MOST_AHEAD;
  }
}
