package io.trueup.simulation;

import io.trueup.definition.Pipeline;

/**
 * A definition that a history is of, and what the oracle knows of it: how far back a repeat is
 * found live, how far after its arrival an event may lie, both in milliseconds, and above which
 * value it is in the view {@code large}.
 */
record Shop(Pipeline pipeline, byte[] zipped, long window, long ahead, int large) {

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
