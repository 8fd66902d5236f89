package io.trueup.replay;

import java.util.Comparator;

/** One epoch of one shard. */
public record Stretch(String shard, long epoch) implements Comparable<Stretch> {

  private static final Comparator<Stretch> ORDER =
      Comparator.comparing(Stretch::shard).thenComparingLong(Stretch::epoch);

  @Override
  public int compareTo(Stretch other) {
    return ORDER.compare(this, other);
  }
}
