package io.trueup.merge;

import io.trueup.aggregate.Measures;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * The cells of one key from several sources, each in order of time, as one in order of time. A cell
 * is handed on when every source has been read past its bucket; none is read further than to its
 * next cell.
 */
final class Union implements Iterator<Merged> {

  private record Source(int place, Merged head, Iterator<Merged> rest) {}

  /** Cells of one bucket are merged in the order of the sources. */
  private final PriorityQueue<Source> sources =
      new PriorityQueue<>(
          Comparator.comparingLong((Source source) -> source.head().bucket())
              .thenComparing(Source::place));

  private final Measures measures;

  Union(List<Iterator<Merged>> sources, Measures measures) {
    this.measures = measures;
    for (int place = 0; place < sources.size(); place++) {
      advance(place, sources.get(place));
    }
  }

  private void advance(int place, Iterator<Merged> source) {
    if (source.hasNext()) {
      sources.add(new Source(place, source.next(), source));
    }
  }

  /** The bucket of the cell that comes next. */
  OptionalLong bucket() {
    return sources.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(sources.element().head().bucket());
  }

  @Override
  public boolean hasNext() {
    return !sources.isEmpty();
  }

  @Override
  public Merged next() {
    Merged cell = take();
    while (!sources.isEmpty() && sources.element().head().bucket() == cell.bucket()) {
      cell = cell.plus(take(), measures);
    }
    return cell;
  }

  private Merged take() {
    Source least = sources.remove();
    advance(least.place(), least.rest());
    return least.head();
  }
}
