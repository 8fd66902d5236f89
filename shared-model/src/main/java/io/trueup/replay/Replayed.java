package io.trueup.replay;

import java.util.List;

/**
 * What a replay came to, over the epochs {@code from} to {@code to}, both in it: how many stretches
 * were made again and held against the hot table, the deltas that differed, how many directory
 * entries lacked, the stretches that were left alone, and how many were not looked at since their
 * deltas may have expired.
 */
public record Replayed(
    long from,
    long to,
    long stretches,
    List<Difference> differences,
    long unlisted,
    List<Untouched> untouched,
    long expired) {

  public Replayed {
    differences = List.copyOf(differences);
    untouched = List.copyOf(untouched);
  }

  /** Of a deployment without any record that answers would need a delta of. */
  static Replayed nothing() {
    return new Replayed(0, -1, 0, List.of(), 0, List.of(), 0);
  }

  public long count(Difference.Kind kind) {
    return differences.stream().filter(each -> each.kind() == kind).count();
  }

  /** Whether the hot table was as the speed code has it, as far as was looked. */
  public boolean isSame() {
    return differences.isEmpty() && unlisted == 0;
  }
}
