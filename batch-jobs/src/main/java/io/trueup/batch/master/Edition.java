package io.trueup.batch.master;

import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A state of the master dataset that never changes: an Iceberg snapshot that holds every record of
 * the epochs before a cut, once, but nothing of the {@code gaps}: of those the archive lacked
 * something at every compaction so far, and may have it later. It can be read until it is older
 * than {@link Upkeep} keeps any.
 */
public record Edition(long snapshot, long cut, Set<ShardEpoch> gaps) implements Serializable {

  /** One that holds nothing. */
  public static final Edition NONE = new Edition(-1, 0, Set.of());

  /** The snapshot's property that says its cut. */
  static final String CUT = "trueup.cut";

  /** The snapshot's property that says its gaps. */
  static final String GAPS = "trueup.gaps";

  public Edition {
    gaps = Set.copyOf(gaps);
    for (ShardEpoch gap : gaps) {
      if (gap.epoch() >= cut) {
        throw new IllegalArgumentException(
            "edition of cut %d with %s, expected gaps before it".formatted(cut, gap));
      }
    }
  }

  /** Whether all records of an epoch of a shard are in it. */
  public boolean holds(ShardEpoch at) {
    return at.epoch() < cut && !gaps.contains(at);
  }

  /** What follows on this one with an addition. */
  public Edition with(Addition addition) {
    Set<ShardEpoch> all = new TreeSet<>(gaps);
    all.removeAll(addition.healed());
    all.addAll(addition.gaps());
    return new Edition(snapshot, addition.fresh().to(), all);
  }

  /** Why an addition can't follow on this one, if it can't. */
  public Optional<String> refusal(Addition addition) {
    boolean follows = addition.fresh().from() == cut && gaps.containsAll(addition.healed());
    return follows
        ? Optional.empty()
        : Optional.of("%s was made for another edition than %s".formatted(addition, this));
  }

  /** What the snapshot says of itself. */
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put(CUT, Long.toString(cut));
    properties.put(GAPS, GapText.of(gaps));
    return properties;
  }
}
