package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The cells of all keys are those of each key, in the order of the keys, whatever the pages. */
class SweepTest {

  private static final long MINUTE = 60_000;
  private static final int MOST_KEYS = 2_048;

  /** More keys than are read at once, with one to three buckets each. */
  private static final List<Sold> EVENTS =
      IntStream.range(0, 150)
          .boxed()
          .flatMap(
              key ->
                  IntStream.rangeClosed(0, key % 3)
                      .mapToObj(i -> new Sold("k" + key, i * 5L * MINUTE, key % 9, key)))
          .toList();

  private final Served served = new Served();
  private final Sweep sweep = new Sweep(served.keys, served.answers, Workers.inOrder());

  @Test
  void page_noKeys_isEmptyAndTheLast() {
    assertThat(page(Sweep.Place.START, 0, 10))
        .isEqualTo(new Sweep.Page(List.of(), Optional.empty()));
  }

  @Test
  void page_anyLimit_cellsOfEachKeyInItsOrder() {
    served.live("a", EVENTS).trueUp(EVENTS, 4);
    List<Sweep.Cell> expected = new ArrayList<>();
    served
        .keys
        .page(served.snapshot(), served.view, Keys.Place.START, 1_000)
        .keys()
        .forEach(
            key ->
                served
                    .answers
                    .rows(served.snapshot(), served.view, served.size(0), key, 0, Long.MAX_VALUE)
                    .forEach(row -> expected.add(new Sweep.Cell(key, row))));

    assertThat(expected).hasSize(300);
    for (int limit : List.of(1, 7, 64, 299, 300, 301)) {
      assertThat(all(0, limit)).as("limit %d", limit).isEqualTo(expected);
    }
  }

  @Test
  void page_fullInTheMiddleOfAKey_goesOnWithItsNextBucket() {
    List<Sold> events = List.of(sold(0), sold(5), sold(10));
    served.live("a", events);

    Sweep.Page first = page(Sweep.Place.START, 0, 2);
    assertThat(buckets(first)).containsExactly(0L, 5 * MINUTE);
    assertThat(first.next())
        .contains(new Sweep.Place(Keys.Place.at(events.get(0).key()), 10 * MINUTE));

    Sweep.Page second = page(first.next().orElseThrow(), 0, 2);
    assertThat(buckets(second)).containsExactly(10 * MINUTE);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void page_fromLaterThanItsPlace_beginsThere() {
    served.live("a", List.of(sold(0), sold(5), sold(10)));
    Sweep.Place place = new Sweep.Place(Keys.Place.at(sold(0).key()), 5 * MINUTE);

    assertThat(buckets(page(place, 0, 9))).containsExactly(5 * MINUTE, 10 * MINUTE);
    assertThat(buckets(page(place, 10 * MINUTE, 9))).containsExactly(10 * MINUTE);
  }

  @Test
  void page_manyKeysWithoutCells_endsEmptyAndSaysWhereToGoOn() {
    List<Sold> events =
        IntStream.range(0, MOST_KEYS + 1).mapToObj(i -> new Sold("k" + i, 0, 1, 1)).toList();
    served.live("a", events);

    Sweep.Page first = page(Sweep.Place.START, MINUTE * 60, 10);
    assertThat(first.cells()).isEmpty();
    assertThat(first.next()).isPresent();

    Keys.Page left =
        served.keys.page(
            served.snapshot(), served.view, first.next().orElseThrow().key(), MOST_KEYS);
    assertThat(left.keys()).hasSize(1);
    assertThat(page(first.next().orElseThrow(), MINUTE * 60, 10).next()).isEmpty();
  }

  private static Sold sold(int minute) {
    return new Sold("toys", minute * MINUTE, 1, 1);
  }

  private static List<Long> buckets(Sweep.Page page) {
    return page.cells().stream().map(cell -> cell.row().bucket()).toList();
  }

  private List<Sweep.Cell> all(long from, int limit) {
    List<Sweep.Cell> cells = new ArrayList<>();
    Optional<Sweep.Place> next = Optional.of(Sweep.Place.START);
    while (next.isPresent()) {
      Sweep.Page page = page(next.get(), from, limit);
      assertThat(page.cells()).hasSizeLessThanOrEqualTo(limit);
      cells.addAll(page.cells());
      next = page.next();
    }
    return cells;
  }

  private Sweep.Page page(Sweep.Place place, long from, int limit) {
    return sweep.page(
        served.snapshot(),
        served.view,
        place,
        new Sweep.Span(served.size(0), from, Long.MAX_VALUE, limit));
  }
}
