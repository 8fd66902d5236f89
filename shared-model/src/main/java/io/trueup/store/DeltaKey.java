package io.trueup.store;

import io.trueup.definition.View;
import io.trueup.port.Key;
import java.util.HexFormat;

/**
 * What a hot delta speaks of: a cell of the finest size ({@code bucket} is its first millisecond),
 * and the epoch and shard of the records in it; {@code part} is the view's spread of the shard.
 * Stored under {@code delta|fingerprint|view|part|key} and {@code epoch|bucket|shard}: the epoch
 * first, so that a query reads only what its cut leaves to it.
 */
public record DeltaKey(
    String fingerprint, String view, int part, CellKey key, long epoch, long bucket, String shard) {

  /** Of a view's key. */
  public static DeltaKey of(View view, CellKey key, long epoch, long bucket, String shard) {
    int part = view.spread().part(shard);
    return new DeltaKey(view.fingerprint(), view.name(), part, key, epoch, bucket, shard);
  }

  Key stored() {
    return new Key(
        partition(fingerprint, view, part, key),
        SortText.epoch(epoch) + "|" + SortText.time(bucket) + "|" + shard);
  }

  static String partition(String fingerprint, String view, int part, CellKey key) {
    String place = HexFormat.of().toHexDigits((byte) part);
    return "delta|" + fingerprint + "|" + view + "|" + place + "|" + key.stored();
  }
}
