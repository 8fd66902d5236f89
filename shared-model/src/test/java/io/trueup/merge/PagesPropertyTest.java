package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.BucketSize;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Rule 9 holds of pages too: whatever their limit, they are one after another the cells that a read
 * of everything has, over several segments and live deltas of several shards.
 */
class PagesPropertyTest {

  private static final long DAY = 86_400_000;

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void pages_anyEventsCutsAndLimits_areTheCellsOfOneRead(@ForAll long seed) {
    Random random = new Random(seed);
    List<Sold> events = events(random);
    Served served = new Served();
    served.live("a", events.subList(0, 50)).live("b", events.subList(50, 100));
    long[] ends = random.longs(random.nextInt(4), 1, 5_000).sorted().distinct().toArray();
    if (ends.length > 0) {
      served.trueUp(events, ends);
    }
    long from = random.nextLong(4 * DAY) - DAY;
    long to = from + random.nextLong(4 * DAY);
    Snapshot snapshot = served.snapshot();
    for (BucketSize size : served.view.every()) {
      Sweep.Span span = new Sweep.Span(size, from, to, 1 + random.nextInt(9));
      List<Sweep.Cell> all = new ArrayList<>();
      for (CellKey each : inOrder(events)) {
        List<Row> rows = served.answers.rows(snapshot, served.view, size, each, from, to);
        assertThat(pages(served, each, span))
            .as("seed %d, %s, %s", seed, each, span)
            .isEqualTo(rows);
        rows.forEach(row -> all.add(new Sweep.Cell(each, row)));
      }
      assertThat(sweep(served, span)).as("seed %d, %s", seed, span).isEqualTo(all);
    }
  }

  private static List<Row> pages(Served served, CellKey key, Sweep.Span span) {
    List<Row> rows = new ArrayList<>();
    OptionalLong next = OptionalLong.of(span.from());
    while (next.isPresent()) {
      Answers.Some page =
          served.answers.page(served.snapshot(), served.view, key, span.since(next.getAsLong()));
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(span.limit());
      rows.addAll(page.rows());
      next = page.next();
    }
    return rows;
  }

  private static List<Sweep.Cell> sweep(Served served, Sweep.Span span) {
    Sweep sweep = new Sweep(served.keys, served.answers, Workers.inOrder());
    List<Sweep.Cell> cells = new ArrayList<>();
    Optional<Sweep.Place> next = Optional.of(Sweep.Place.START);
    while (next.isPresent()) {
      Sweep.Page page = sweep.page(served.snapshot(), served.view, next.get(), span);
      assertThat(page.cells()).hasSizeLessThanOrEqualTo(span.limit());
      cells.addAll(page.cells());
      next = page.next();
    }
    return cells;
  }

  private static List<CellKey> inOrder(List<Sold> events) {
    return events.stream()
        .map(Sold::key)
        .distinct()
        .sorted(
            Comparator.comparingInt((CellKey key) -> Keys.Place.at(key).spread())
                .thenComparing(CellKey::stored))
        .toList();
  }

  private static List<Sold> events(Random random) {
    List<Sold> events = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long epoch = random.nextInt(5_000);
      long age = random.nextInt(4) > 0 ? random.nextLong(600_000) : random.nextLong(4 * DAY);
      String category = List.of("toys", "", "|", "a", "b").get(random.nextInt(5));
      events.add(new Sold(category, epoch * 60_000 - age, epoch, random.nextInt(9)));
    }
    return events;
  }
}
