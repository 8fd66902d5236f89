package io.trueup.batch.recompute;

import io.trueup.event.Position;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The records below the cut that repeat another: sorted marks of their places, 16 bytes each, and
 * how many there are by cause. Each process of a job holds all of them. Safe for many threads.
 */
final class Repeats implements Serializable {

  private static final long serialVersionUID = 1;

  static final Repeats NONE = of(List.of(), Causes.NONE);

  private final long[] high;
  private final long[] low;
  private final Causes causes;

  private Repeats(long[] high, long[] low, Causes causes) {
    this.high = high;
    this.low = low;
    this.causes = causes;
  }

  static Repeats of(List<Mark> marks, Causes causes) {
    List<Mark> sorted = marks.stream().sorted().toList();
    return new Repeats(
        sorted.stream().mapToLong(Mark::high).toArray(),
        sorted.stream().mapToLong(Mark::low).toArray(),
        causes);
  }

  /** All of some. */
  static Repeats of(List<Repeats> some) {
    List<Mark> marks = new ArrayList<>();
    some.forEach(each -> each.addTo(marks));
    return of(marks, some.stream().map(Repeats::causes).reduce(Causes.NONE, Causes::plus));
  }

  Causes causes() {
    return causes;
  }

  boolean hold(String shard, Position position) {
    if (high.length == 0) {
      return false;
    }
    Mark wanted = Mark.of(shard, position);
    int from = 0;
    int to = high.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = new Mark(high[middle], low[middle]).compareTo(wanted);
      if (order == 0) {
        return true;
      }
      from = order < 0 ? middle + 1 : from;
      to = order < 0 ? to : middle;
    }
    return false;
  }

  private void addTo(List<Mark> marks) {
    for (int i = 0; i < high.length; i++) {
      marks.add(new Mark(high[i], low[i]));
    }
  }
}
