package io.trueup.batch.recompute;

import com.google.common.collect.Streams;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.MissingTableException;
import io.trueup.port.Table;
import io.trueup.store.CellKey;
import io.trueup.store.Directory;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.time.Span;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of the version served that a recompute replaces, up to the epoch {@code end}, as
 * parts of strips: all that they hold, so that a cell which should not be there is found too.
 */
record Replaced(ArrayList<String> tables, long end) implements Serializable {

  private static final Logger LOG = LoggerFactory.getLogger(Replaced.class);

  /** Where a segment lists keys: a spread of a view, by its number in the definition. */
  record Place(String table, int view, int spread) implements Serializable {}

  static Replaced of(List<Segment> segments) {
    return new Replaced(
        new ArrayList<>(segments.stream().map(Segment::table).toList()),
        segments.isEmpty() ? 0 : segments.get(segments.size() - 1).to());
  }

  /** The era of what is recomputed of an epoch. */
  Era era(long epoch) {
    return epoch < end ? Era.AGAIN : Era.FRESH;
  }

  /** All places at which keys are listed. */
  List<Place> places(Definition definition) {
    List<Place> places = new ArrayList<>();
    for (String table : tables) {
      for (int view = 0; view < definition.pipeline().views().size(); view++) {
        for (int spread = 0; spread < Directory.SPREADS; spread++) {
          places.add(new Place(table, view, spread));
        }
      }
    }
    return places;
  }

  /**
   * The strips of the keys that are listed at a place, read as they are taken: in memory is one
   * item. What can't be read is left out, and so differs from what is recomputed: a segment that is
   * damaged, or gone, is to be replaced.
   */
  static Iterator<Part> parts(Place place, Definition definition, Effects effects) {
    Table segment = effects.segments().table(place.table());
    View view = definition.pipeline().views().get(place.view());
    Iterator<CellKey> keys;
    try {
      keys =
          Directory.segment(segment, view.fingerprint(), view.name(), place.spread(), "")
              .iterator();
      if (!keys.hasNext()) {
        return Collections.emptyIterator();
      }
    } catch (MissingTableException gone) {
      LOG.warn("segment {}: there is none, all that it held counts as wrong", place.table());
      return Collections.emptyIterator();
    }
    return Streams.stream(keys)
        .flatMap(
            key ->
                IntStream.range(0, view.every().size())
                    .boxed()
                    .flatMap(
                        size -> parts(segment, view, new StripKey(place.view(), size, 0, key))))
        .iterator();
  }

  private static Stream<Part> parts(Table segment, View view, StripKey of) {
    Span size = view.every().get(of.size()).length();
    return Strip.all(segment, view.fingerprint(), view.name(), size, of.key())
        .flatMap(item -> part(item, size, of).stream());
  }

  /** Whatever bytes may fail with: nothing of it is served any more. */
  private static Optional<Part> part(Item item, Span size, StripKey of) {
    try {
      StripPart part = new StripPart(Era.SERVED);
      Strip.states(item, size).forEach(part::add);
      return Optional.of(new Part(of.startingAt(Strip.startOf(item)).text(), part.bytes()));
    } catch (RuntimeException unreadable) {
      LOG.warn("strip {}: can't be read, counted as wrong", item.key(), unreadable);
      return Optional.empty();
    }
  }
}
