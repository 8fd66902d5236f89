package io.trueup.merge;

import io.trueup.port.Table;
import io.trueup.store.Heads;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Library;
import io.trueup.store.ShardMap;
import org.jspecify.annotations.Nullable;

/**
 * The speed layer's heads, and the definitions in force as they are read after them: of one that is
 * open then, all up to the heads is in its live numbers. Both are read again when those known are
 * {@value #FRESH_MILLIS} ms old: a read per shard is too much for every answer. What a head says
 * holds from then on, so that older heads vouch for less and never for too much. Safe for many
 * threads.
 */
public final class RecentHeads {

  private static final long FRESH_MILLIS = 500;

  /** Heads, and what was in force after they were read. */
  record Known(Heads heads, InForce inForce, long read) {}

  private final Table control;
  private final Library library;
  private volatile @Nullable Known known;

  public RecentHeads(Table control, Library library) {
    this.control = control;
    this.library = library;
  }

  /** The heads, as they are or were shortly before {@code now} (milliseconds). */
  Known at(long now) {
    Known last = known;
    return last != null && Math.abs(now - last.read()) < FRESH_MILLIS ? last : anew(now);
  }

  /** The heads as they are. */
  Known anew(long now) {
    Heads heads = Heads.read(ShardMap.read(control), new Ledger(control, Layer.SPEED));
    Known read = new Known(heads, library.inForce(), now);
    known = read;
    return read;
  }
}
