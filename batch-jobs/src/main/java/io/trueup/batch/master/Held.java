package io.trueup.batch.master;

import io.trueup.store.ArchiveLine;
import io.trueup.store.Mix;
import java.io.Serializable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How many records there are of one epoch of one shard, and their digest: as the archive's ledger
 * says, or as they were found.
 */
public record Held(String shard, long epoch, long records, long digest)
    implements Serializable, Comparable<Held> {

  private static final Comparator<Held> ORDER =
      Comparator.comparingLong(Held::epoch)
          .thenComparing(Held::shard)
          .thenComparingLong(Held::records)
          .thenComparingLong(Held::digest);

  private record Place(String shard, long epoch) {}

  /** What some lines come to. */
  static Set<Held> of(Iterator<ArchiveLine> lines) {
    Map<Place, Held> held = new HashMap<>();
    lines.forEachRemaining(line -> add(held, of(line)));
    return new TreeSet<>(held.values());
  }

  /** What several parts come to together. */
  static Set<Held> sum(Iterable<Set<Held>> parts) {
    Map<Place, Held> held = new HashMap<>();
    parts.forEach(part -> part.forEach(each -> add(held, each)));
    return new TreeSet<>(held.values());
  }

  private static Held of(ArchiveLine line) {
    return new Held(line.shard(), line.epoch(), 1, Mix.of(line.position(), line.data()));
  }

  private static void add(Map<Place, Held> held, Held more) {
    held.merge(new Place(more.shard, more.epoch), more, Held::plus);
  }

  private Held plus(Held other) {
    return new Held(shard, epoch, Math.addExact(records, other.records), digest + other.digest);
  }

  @Override
  public int compareTo(Held other) {
    return ORDER.compare(this, other);
  }
}
