package io.trueup.simulation;

import io.trueup.event.Position;

/** A record on the stream: what was sent, its shard, position, lineage arrival and epoch. */
record Arrived(Sent sent, String shard, Position position, long arrival, long epoch) {

  /** Whether it is accepted by a definition. */
  boolean isAccepted(Shop by) {
    return by.accepts(sent, arrival);
  }
}
