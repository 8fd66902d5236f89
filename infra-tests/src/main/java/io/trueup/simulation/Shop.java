package io.trueup.simulation;

import io.trueup.definition.Pipeline;
import java.util.Set;

/**
 * A definition that a history is of, and what the oracle knows of it: how far back a repeat is
 * found live, how far after its arrival an event may lie, both in milliseconds, above which value
 * it is in the view {@code large}, and of which shops the view {@code by_shop} waits for the
 * true-up.
 */
record Shop(
    Pipeline pipeline, byte[] zipped, long window, long ahead, int large, Set<String> deferred) {

  String fingerprint() {
    return pipeline.fingerprint();
  }

  /** The object that the definition is deployed as. */
  String object() {
    return "definition-%s.zip".formatted(fingerprint());
  }

  boolean accepts(Sent sent, long arrival) {
    return sent.kind() == Sent.Kind.EVENT && sent.at() <= arrival + ahead;
  }
}
