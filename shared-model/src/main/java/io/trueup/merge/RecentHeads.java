package io.trueup.merge;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.ShardMap;
import org.jspecify.annotations.Nullable;

/**
 * The speed layer's heads, read again when those known are {@value #FRESH_MILLIS} ms old: a read
 * per shard is too much for every answer. What a head says holds from then on, so that older heads
 * vouch for less and never for too much. Safe for many threads.
 */
public final class RecentHeads {

  private static final long FRESH_MILLIS = 500;

  private record Known(Heads heads, long read) {}

  private final Table control;
  private volatile @Nullable Known known;

  public RecentHeads(Table control) {
    this.control = control;
  }

  /** The heads, as they are or were shortly before {@code now} (milliseconds). */
  Heads at(long now) {
    Known last = known;
    if (last != null && Math.abs(now - last.read()) < FRESH_MILLIS) {
      return last.heads();
    }
    Heads heads = Heads.read(ShardMap.read(control), new Ledger(control, Layer.SPEED));
    known = new Known(heads, now);
    return heads;
  }
}
