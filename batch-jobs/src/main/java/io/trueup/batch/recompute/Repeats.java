package io.trueup.batch.recompute;

import io.trueup.event.Position;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records below the cut that repeat another: sorted marks of their places, 16 bytes each, with
 * how they repeat it. Each process of a job holds all of them. Safe for many threads.
 */
final class Repeats implements Serializable {

  private static final long serialVersionUID = 1;

  static final Repeats NONE = of(List.of());

  private final long[] high;
  private final long[] low;
  private final byte[] kinds;

  private Repeats(long[] high, long[] low, byte[] kinds) {
    this.high = high;
    this.low = low;
    this.kinds = kinds;
  }

  static Repeats of(List<Marked> marked) {
    List<Marked> sorted = marked.stream().sorted().toList();
    byte[] kinds = new byte[sorted.size()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = sorted.get(i).repeat().code();
    }
    return new Repeats(
        sorted.stream().mapToLong(each -> each.mark().high()).toArray(),
        sorted.stream().mapToLong(each -> each.mark().low()).toArray(),
        kinds);
  }

  /** All of some. */
  static Repeats all(List<Repeats> some) {
    List<Marked> marked = new ArrayList<>();
    some.forEach(each -> each.addTo(marked));
    return of(marked);
  }

  Causes causes() {
    long[] counts = new long[Repeat.values().length];
    for (byte kind : kinds) {
      counts[kind]++;
    }
    return new Causes(
        counts[Repeat.IN_WINDOW.code()],
        counts[Repeat.BEYOND_WINDOW.code()],
        counts[Repeat.ACROSS_SHARDS.code()]);
  }

  /** How the record at a position of a shard repeats another. */
  Repeat of(String shard, Position position) {
    if (high.length == 0) {
      return Repeat.NONE;
    }
    Mark wanted = Mark.of(shard, position);
    int at = Arrays.binarySearch(high, wanted.high());
    while (at > 0 && high[at - 1] == wanted.high()) {
      at--;
    }
    for (; at >= 0 && at < high.length && high[at] == wanted.high(); at++) {
      if (low[at] == wanted.low()) {
        return Repeat.of(kinds[at]);
      }
    }
    return Repeat.NONE;
  }

  private void addTo(List<Marked> marked) {
    for (int i = 0; i < high.length; i++) {
      marked.add(new Marked(new Mark(high[i], low[i]), Repeat.of(kinds[i])));
    }
  }
}
