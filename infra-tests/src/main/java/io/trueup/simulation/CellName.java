package io.trueup.simulation;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** A cell of what is asked: its shop and the first millisecond of its bucket. */
record CellName(@Nullable String shop, long bucket) implements Comparable<CellName> {

  private static final Comparator<CellName> ORDER =
      Comparator.comparing((CellName cell) -> String.valueOf(cell.shop))
          .thenComparing(CellName::bucket);

  @Override
  public int compareTo(CellName other) {
    return ORDER.compare(this, other);
  }
}
