package io.trueup.trueup;

import io.trueup.definition.Pipeline;
import io.trueup.port.Objects;
import io.trueup.port.Table;
import io.trueup.port.Tables;
import io.trueup.store.InForce;
import io.trueup.time.Epochs;
import java.time.Clock;

/** What the steps of a true-up work on. */
record Deployment(
    Table control,
    Objects archive,
    Tables tables,
    Pipeline pipeline,
    InForce inForce,
    Names names,
    Clock clock) {

  /** The names that a recompute needs to find its input and to make its output. */
  record Names(String archiveBucket, String controlTable, String segmentPrefix, String key) {}

  Epochs epochs() {
    return new Epochs(inForce.epoch());
  }
}
