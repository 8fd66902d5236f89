package io.trueup.batch.recompute;

import java.io.Serializable;
import org.apache.spark.broadcast.Broadcast;

/** A definition on its way to the tasks: its zipped folder, sent to each process once. */
record DefinitionBytes(String fingerprint, Broadcast<byte[]> zipped) implements Serializable {

  Definition definition() {
    return Definition.of(fingerprint, zipped.value());
  }
}
