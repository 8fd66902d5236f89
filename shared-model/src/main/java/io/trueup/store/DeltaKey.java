package io.trueup.store;

import io.trueup.port.Key;

/**
 * What a hot delta speaks of: a cell of the finest size ({@code bucket} is its first millisecond),
 * and the epoch and shard of the records in it. Stored under {@code
 * delta|fingerprint|view|spread|key} and {@code epoch|bucket|shard}: the epoch first, so that a
 * query reads only what its cut leaves to it.
 */
public record DeltaKey(
    String fingerprint, String view, CellKey key, long epoch, long bucket, String shard) {

  /** The spread of a view whose writes fit one partition. */
  static final String NO_SPREAD = "00";

  Key stored() {
    return new Key(
        partition(fingerprint, view, key),
        SortText.epoch(epoch) + "|" + SortText.time(bucket) + "|" + shard);
  }

  static String partition(String fingerprint, String view, CellKey key) {
    return "delta|" + fingerprint + "|" + view + "|" + NO_SPREAD + "|" + key.stored();
  }
}
