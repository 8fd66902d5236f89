package io.trueup.batch.recompute;

import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * The definitions of a recompute on their way to the tasks, as zipped folders by fingerprint: the
 * one that the cells are of, and those that the ledger has counted by.
 */
final class DefinitionBytes implements Serializable {

  private static final long serialVersionUID = 1;

  private final String fingerprint;
  private final TreeMap<String, byte[]> zipped;
  private final CountedBy countedBy;

  DefinitionBytes(String fingerprint, Map<String, byte[]> zipped, CountedBy countedBy) {
    this.fingerprint = fingerprint;
    this.zipped = new TreeMap<>(zipped);
    this.countedBy = countedBy;
  }

  /** The definition that the cells are of. */
  Definition definition() {
    return of(fingerprint);
  }

  /** The definition that the ledger has counted a (shard, epoch) by. */
  Definition counting(ShardEpoch at) {
    return of(countedBy.at(at));
  }

  private Definition of(String name) {
    byte[] folder = zipped.get(name);
    if (folder == null) {
      throw new IllegalStateException(
          "definition %s, expected one of %s".formatted(name, zipped.keySet()));
    }
    return Definition.of(name, folder);
  }
}
