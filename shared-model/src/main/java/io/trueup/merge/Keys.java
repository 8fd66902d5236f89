package io.trueup.merge;

import io.trueup.definition.View;
import io.trueup.port.KeyOrder;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The keys of a view, live ones included: the directories of the version's segments and of the hot
 * epochs from the cut on, merged spread by spread. The order is stable and no alphabet's; a page
 * ends at a place from which the next one goes on. Safe for many threads as far as its tables are.
 */
public final class Keys {

  /** A page of DynamoDB has about as many directory entries. */
  private static final int FEW = 2_000;

  private final Table hot;
  private final Function<String, Table> segments;

  public Keys(Table hot, Function<String, Table> segments) {
    this.hot = hot;
    this.segments = segments;
  }

  /** A place among keys: a spread, and the least stored form of the keys that are still to come. */
  public record Place(int spread, String from) {

    public static final Place START = new Place(0, "");

    /** The place at which a key comes next. */
    public static Place at(CellKey key) {
      return new Place(Directory.spreadOf(key), key.stored());
    }

    /** The place right after a key. */
    static Place after(CellKey key) {
      return new Place(Directory.spreadOf(key), key.stored() + '\u0000');
    }

    boolean isEnd() {
      return spread >= Directory.SPREADS;
    }
  }

  /** Some keys and the place after them; {@code more} is at the end when there are none left. */
  public record Page(List<CellKey> keys, Place next) {

    public boolean isLast() {
      return next.isEnd();
    }
  }

  /** At most {@code limit} keys from a place on. */
  public Page page(Snapshot snapshot, View view, Place from, int limit) {
    Answers.requireCovered(snapshot, view);
    List<CellKey> keys = new ArrayList<>();
    Place place = from;
    while (!place.isEnd()) {
      int spread = place.spread();
      List<Stream<CellKey>> sources = sources(snapshot, view, place);
      try {
        Iterator<CellKey> merged = new Union(sources);
        while (merged.hasNext()) {
          if (keys.size() == limit) {
            return new Page(keys, place);
          }
          CellKey key = merged.next();
          keys.add(key);
          place = Place.after(key);
        }
      } finally {
        sources.forEach(Stream::close);
      }
      place = new Place(spread + 1, "");
    }
    return new Page(keys, place);
  }

  private List<Stream<CellKey>> sources(Snapshot snapshot, View view, Place place) {
    List<Stream<CellKey>> sources = new ArrayList<>();
    for (Segment segment : Answers.segmentsOf(snapshot)) {
      sources.add(
          Directory.segment(
              segments.apply(segment.table()),
              view.fingerprint(),
              view.name(),
              place.spread(),
              place.from()));
    }
    sources.addAll(live(snapshot.pointer().cut(), view, place));
    return sources;
  }

  /** One read for a spread with few entries; else one for each epoch, as far as the page goes. */
  private List<Stream<CellKey>> live(long cut, View view, Place place) {
    String fingerprint = view.fingerprint();
    int spread = place.spread();
    return Directory.since(cut, hot, fingerprint, view.name(), spread, FEW)
        .map(keys -> List.of(inOrder(keys, place.from())))
        .orElseGet(
            () ->
                Directory.epochs(hot, fingerprint, view.name(), spread, cut).stream()
                    .map(
                        epoch ->
                            Directory.hot(
                                hot, fingerprint, view.name(), spread, epoch, place.from()))
                    .toList());
  }

  private static Stream<CellKey> inOrder(List<CellKey> keys, String from) {
    return keys.stream()
        .distinct()
        .filter(key -> KeyOrder.BY_BYTES.compare(key.stored(), from) >= 0)
        .sorted(Comparator.comparing(CellKey::stored, KeyOrder.BY_BYTES));
  }

  /** Sorted streams as one, each key once. */
  private static final class Union implements Iterator<CellKey> {

    private record Source(CellKey head, Iterator<CellKey> rest) {}

    private final PriorityQueue<Source> sources =
        new PriorityQueue<>(
            Comparator.comparing(source -> source.head().stored(), KeyOrder.BY_BYTES));

    Union(List<Stream<CellKey>> streams) {
      streams.forEach(stream -> advance(stream.iterator()));
    }

    private void advance(Iterator<CellKey> source) {
      if (source.hasNext()) {
        sources.add(new Source(source.next(), source));
      }
    }

    @Override
    public boolean hasNext() {
      return !sources.isEmpty();
    }

    @Override
    public CellKey next() {
      Source least = sources.remove();
      advance(least.rest());
      while (!sources.isEmpty() && sources.element().head().equals(least.head())) {
        advance(sources.remove().rest());
      }
      return least.head();
    }
  }
}
