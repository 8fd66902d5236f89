package io.trueup.merge;

import io.trueup.definition.BucketSize;
import io.trueup.definition.View;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The cells of all keys of a view, key by key in the order of {@link Keys}, those of one key in the
 * order of time. Several keys are read at once. Safe for many threads as far as its tables are.
 */
public final class Sweep {

  /** The keys that are listed at once. */
  private static final int CHUNK = 64;

  /** The keys read at once; what a page reads too much is at most a page of each of these. */
  private static final int AT_ONCE = 16;

  /** The keys read at first: they may be enough for a page. */
  private static final int FIRST = 4;

  /** The keys that a page reads at most, so that keys without cells in the range can't stall it. */
  private static final int MOST_KEYS = 2_048;

  private final Keys keys;
  private final Answers answers;
  private final Workers workers;

  public Sweep(Keys keys, Answers answers, Workers workers) {
    this.keys = keys;
    this.answers = answers;
    this.workers = workers;
  }

  /**
   * A place between cells: among the keys, and for the key that is exactly there, a first bucket.
   */
  public record Place(Keys.Place key, long bucket) {

    public static final Place START = new Place(Keys.Place.START, Long.MIN_VALUE);
  }

  /** What to read: the cells of one size whose buckets begin in a span, so many at most. */
  public record Span(BucketSize size, long from, long to, int limit) {

    /** This span, and fewer cells of it at most. */
    Span first(int fewer) {
      return new Span(size, from, to, fewer);
    }

    /** The buckets of this span that begin from a time on. */
    Span since(long bucket) {
      return new Span(size, Math.max(from, bucket), to, limit);
    }
  }

  /** A cell of a key. */
  public record Cell(CellKey key, Row row) {

    /** The place at which this cell comes next. */
    public Place place() {
      return new Place(Keys.Place.at(key), row.bucket());
    }
  }

  /** Some cells, and where the next page begins if there is one; a page may be short or empty. */
  public record Page(List<Cell> cells, Optional<Place> next) {

    /** What was read of one key. */
    public static Page of(CellKey key, Answers.Some some) {
      return new Page(
          some.rows().stream().map(row -> new Cell(key, row)).toList(),
          some.next().stream()
              .mapToObj(bucket -> new Place(Keys.Place.at(key), bucket))
              .findFirst());
    }
  }

  /**
   * The cells from a place on. Whether keys after a full page have any cells is not looked at: the
   * page after it may be empty.
   */
  public Page page(Snapshot snapshot, View view, Place start, Span span) {
    Filling page = new Filling(span.limit());
    Place place = start;
    for (int listed = 0; listed < MOST_KEYS && !page.isFull(); listed += CHUNK) {
      Keys.Page some = keys.page(snapshot, view, place.key(), CHUNK);
      Optional<Place> rest = fill(page, snapshot, view, place, span, some.keys());
      if (rest.isPresent() || some.isLast()) {
        return new Page(page.cells, rest);
      }
      place = new Place(some.next(), Long.MIN_VALUE);
    }
    return new Page(page.cells, Optional.of(place));
  }

  /** Reads keys until the page is full, a few first; says where what is left of them begins. */
  private Optional<Place> fill(
      Filling page, Snapshot snapshot, View view, Place place, Span span, List<CellKey> some) {
    int at = 0;
    while (at < some.size()) {
      if (page.isFull()) {
        return Optional.of(new Place(Keys.Place.at(some.get(at)), Long.MIN_VALUE));
      }
      List<CellKey> group = some.subList(at, Math.min(some.size(), at + page.keys()));
      at += group.size();
      List<Answers.Some> found = read(snapshot, view, place, span.first(page.left()), group);
      for (int i = 0; i < group.size(); i++) {
        Optional<Place> rest = page.add(group.get(i), found.get(i));
        if (rest.isPresent()) {
          return rest;
        }
      }
    }
    return Optional.empty();
  }

  /** A page while it is filled, key by key. For one thread. */
  private static final class Filling {

    private final List<Cell> cells = new ArrayList<>();
    private final int limit;
    private int few;
    private long bytes;

    Filling(int limit) {
      this.limit = limit;
      this.few = Math.min(FIRST, limit);
    }

    /** How many keys are to be read next: more each time, as those before did not fill the page. */
    int keys() {
      int now = few;
      few = Math.min(AT_ONCE, 2 * few);
      return now;
    }

    int left() {
      return limit - cells.size();
    }

    boolean isFull() {
      return left() == 0 || bytes >= Answers.MOST_BYTES;
    }

    /** Adds what was read of a key; says where what does not go in of it begins. */
    Optional<Place> add(CellKey key, Answers.Some some) {
      bytes += some.bytes();
      Page of = Page.of(key, some);
      int fit = Math.min(left(), of.cells().size());
      cells.addAll(of.cells().subList(0, fit));
      return of.cells().stream().skip(fit).findFirst().map(Cell::place).or(of::next);
    }
  }

  private List<Answers.Some> read(
      Snapshot snapshot, View view, Place place, Span span, List<CellKey> group) {
    List<Answers.Some> found =
        new ArrayList<>(
            Collections.nCopies(
                group.size(), new Answers.Some(List.of(), OptionalLong.empty(), 0)));
    List<Runnable> reads = new ArrayList<>();
    for (int i = 0; i < group.size(); i++) {
      int index = i;
      CellKey key = group.get(i);
      Span own = Keys.Place.at(key).equals(place.key()) ? span.since(place.bucket()) : span;
      reads.add(() -> found.set(index, answers.page(snapshot, view, key, own)));
    }
    workers.run(reads);
    return found;
  }
}
