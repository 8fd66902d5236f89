package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.WatchedTable;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a page reads follows from its limit, however long the history is that it is a page of. */
class BoundedReadTest {

  private static final long DAY = 86_400_000;
  private static final int DAYS = 365;
  private static final int KEYS = 20;

  private final Served served = new Served();
  private final List<WatchedTable> opened = new ArrayList<>();
  private final Answers answers =
      new Answers(
          served.hot,
          name -> {
            WatchedTable table = new WatchedTable(served.segments.table(name));
            opened.add(table);
            return table;
          });
  private final Sweep sweep =
      new Sweep(new Keys(served.hot, served.segments::table), answers, Workers.inOrder());

  /** A year of days in each key, in two segments: a strip of the finest size is a day. */
  BoundedReadTest() {
    List<Sold> events = new ArrayList<>();
    for (int key = 0; key < KEYS; key++) {
      for (int day = 0; day < DAYS; day++) {
        events.add(new Sold("k" + key, day * DAY, 1 + day % 2, 1));
      }
    }
    served.trueUp(events, 2, 3);
  }

  @Test
  void page_oneRowOfAKey_readsAStripOrTwoOfEachSegment() {
    Answers.Some page = answers.page(served.snapshot(), served.view, key(), span(0, 1));

    assertThat(page.rows()).extracting(Row::bucket).containsExactly(0L);
    assertThat(page.next()).hasValue(DAY);
    assertThat(taken()).isBetween(2, 4);
    assertThat(opened).allSatisfy(table -> assertThat(table.open()).hasValue(0));
  }

  @Test
  void page_inTheMiddleOfAKey_readsNothingBeforeIt() {
    Answers.Some page = answers.page(served.snapshot(), served.view, key(), span(200 * DAY, 10));

    assertThat(page.rows()).hasSize(10);
    assertThat(page.next()).hasValue(210 * DAY);
    assertThat(taken()).isBetween(10, 14);
  }

  @Test
  void page_oneRowOfAllKeys_readsOneKey() {
    Sweep.Page page = sweep.page(served.snapshot(), served.view, Sweep.Place.START, span(0, 1));

    assertThat(page.cells()).hasSize(1);
    assertThat(page.next().map(Sweep.Place::bucket)).isEqualTo(Optional.of(DAY));
    assertThat(taken()).isBetween(2, 4);
    assertThat(opened).hasSize(2);
  }

  @Test
  void page_ofAllKeysThatEndsAmongThem_readsFewMore() {
    Sweep.Page page =
        sweep.page(served.snapshot(), served.view, Sweep.Place.START, span(0, 2 * DAYS));

    assertThat(page.cells()).hasSize(2 * DAYS);
    assertThat(taken()).isLessThanOrEqualTo(5 * DAYS);
    assertThat(opened).hasSizeLessThanOrEqualTo(2 * 4);
  }

  private static CellKey key() {
    return new Sold("k0", 0, 0, 0).key();
  }

  private int taken() {
    return opened.stream().mapToInt(table -> table.taken().get()).sum();
  }

  private Sweep.Span span(long from, int limit) {
    return new Sweep.Span(served.size(0), from, DAYS * DAY, limit);
  }
}
