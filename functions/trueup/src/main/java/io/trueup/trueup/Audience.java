package io.trueup.trueup;

import io.trueup.notice.Swap;
import io.trueup.port.Bus;
import io.trueup.store.Version;

/** Those who are told of swaps: the bus that they listen on, and what they know this by. */
public record Audience(Bus bus, String deployment, String pipeline) {

  /** A swap as they are told of it. */
  Swap swap(String run, Version version, long generation) {
    return new Swap(deployment, pipeline, run, version, generation);
  }
}
