package io.trueup.simulation;

import io.trueup.definition.Pipeline;
import java.util.Set;

/**
 * A definition that a history is of, and what the oracle knows of it: how far back a repeat is
 * found live, how far back an increment seeks repeats, how far after its arrival an event may lie,
 * how far its arrival after the end of its minute, all in milliseconds, above which value it is in
 * the view {@code large}, and of which shops the view {@code by_shop} waits for the true-up.
 */
record Shop(
    Pipeline pipeline,
    byte[] zipped,
    long window,
    long horizon,
    long ahead,
    long lateAfter,
    int large,
    Set<String> deferred) {

  private static final long MINUTE = 60_000;

  String fingerprint() {
    return pipeline.fingerprint();
  }

  /** The object that the definition is deployed as. */
  String object() {
    return "definition-%s.zip".formatted(fingerprint());
  }

  /** The first epoch of which a segment's repeats are sought, by the first of its own. */
  long sought(long from) {
    long length = History.EPOCH.millis();
    return Math.max(0, from - (horizon + length - 1) / length);
  }

  boolean isLate(Sent sent, long arrival) {
    long end = sent.at() - Math.floorMod(sent.at(), MINUTE) + MINUTE;
    return arrival - end > lateAfter;
  }

  boolean accepts(Sent sent, long arrival) {
    return sent.kind() == Sent.Kind.EVENT && sent.at() <= arrival + ahead;
  }
}
