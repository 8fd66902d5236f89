package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.WatchedTable;
import io.trueup.store.CellKey;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class KeysTest {

  @Example
  void page_noKeys_isTheLast() {
    Served served = new Served();
    Keys.Page page = served.keys.page(served.snapshot(), served.view, Keys.Place.START, 10);
    assertThat(page.keys()).isEmpty();
    assertThat(page.isLast()).isTrue();
  }

  @Property(tries = 40)
  void page_anyLimit_everyKeyOnceInOneOrder(
      @ForAll @IntRange(min = 1, max = 70) int limit, @ForAll long seed) {
    Random random = new Random(seed);
    List<Sold> events =
        IntStream.range(0, 120)
            .mapToObj(i -> new Sold(category(random.nextInt(50)), 0, random.nextInt(10), 1))
            .toList();
    Served served = new Served();
    served.live("a", events).trueUp(events, 3, 6);

    List<CellKey> paged = all(served, limit);

    assertThat(paged).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(paged)
        .containsExactlyInAnyOrderElementsOf(events.stream().map(Sold::key).distinct().toList());
    assertThat(paged).isEqualTo(all(served, 1_000));
  }

  @Example
  void page_hotKeysBelowTheCut_areTheVersionsAlone() {
    Served served = new Served();
    served.live("a", List.of(new Sold("lost", 0, 2, 1), new Sold("live", 0, 5, 1)));
    served.trueUp(List.of(new Sold("exact", 0, 2, 1)), 5);
    assertThat(all(served, 10))
        .containsExactlyInAnyOrder(CellKey.of(List.of("exact")), CellKey.of(List.of("live")));
  }

  @Example
  void page_newKeysMeanwhile_othersKeepTheirPlace() {
    Served served = new Served();
    List<Sold> before = IntStream.range(0, 40).mapToObj(i -> sold("k" + i, 1)).toList();
    served.live("a", before);
    Keys.Page first = served.keys.page(served.snapshot(), served.view, Keys.Place.START, 15);
    served.live("a", IntStream.range(40, 80).mapToObj(i -> sold("k" + i, 2)).toList());

    List<CellKey> rest = from(served, first.next(), 15);

    assertThat(Stream.concat(first.keys().stream(), rest.stream()).toList())
        .doesNotHaveDuplicates()
        .containsAll(before.stream().map(Sold::key).toList());
  }

  /** A spread with more entries than a read takes at once is read epoch by epoch. */
  @Example
  void page_keyOfManyEpochs_standsOnceBesideItsNeighbours() {
    Served served = new Served();
    List<Sold> events = new ArrayList<>();
    for (int epoch = 0; epoch <= 2_001; epoch++) {
      events.add(sold("toys", epoch));
    }
    LongStream.range(0, 40).forEach(i -> events.add(sold("k" + i, i * 50)));
    served.live("a", events).trueUp(List.of(), 1);
    List<CellKey> keys =
        events.stream().filter(event -> event.epoch() >= 1).map(Sold::key).distinct().toList();

    assertThat(all(served, 7)).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(all(served, 7)).isEqualTo(all(served, 1_000));
  }

  /** Whoever reads a page closes what it began to read, and asks for no spread that is none. */
  @Example
  void page_anyLimit_leavesNoReadOpen() {
    Served served = new Served();
    List<Sold> events = IntStream.range(0, 40).mapToObj(i -> sold("k" + i, i % 5)).toList();
    served.live("a", events).trueUp(events, 3);
    WatchedTable hot = new WatchedTable(served.hot);
    WatchedTable segment = new WatchedTable(served.segments.table("segment-0-3"));
    Keys keys = new Keys(hot, name -> segment);
    for (int limit : List.of(1, 15, 1_000)) {
      keys.page(served.snapshot(), served.view, Keys.Place.START, limit);
      assertThat(hot.open()).as("limit %d", limit).hasValue(0);
      assertThat(segment.open()).as("limit %d", limit).hasValue(0);
    }
    assertThat(segment.asked())
        .extracting(range -> range.partition().substring(range.partition().length() - 2))
        .contains("00", "0f")
        .allMatch(spread -> spread.startsWith("0"));
  }

  @Example
  void page_keyOverAKilobyte_isWhole() {
    Served served = new Served();
    Sold event = sold("😀".repeat(600), 1);
    served.live("a", List.of(event)).trueUp(List.of(event), 1);
    assertThat(all(served, 1)).containsExactly(event.key());
  }

  @Example
  void page_versionOfAnotherDefinition_fails() {
    Served served = new Served();
    served.swap(
        new Version(
            "other", List.of(new Segment("t", 0, 5)), Map.of(), Version.CrossCheck.CHECKED, 0));
    assertThatThrownBy(() -> all(served, 1)).hasMessageContaining("view 'orders'");
  }

  private static List<CellKey> all(Served served, int limit) {
    return from(served, Keys.Place.START, limit);
  }

  private static List<CellKey> from(Served served, Keys.Place start, int limit) {
    List<CellKey> keys = new ArrayList<>();
    Keys.Place place = start;
    while (true) {
      Keys.Page page = served.keys.page(served.snapshot(), served.view, place, limit);
      assertThat(page.keys()).hasSizeLessThanOrEqualTo(limit);
      keys.addAll(page.keys());
      if (page.isLast()) {
        return keys;
      }
      assertThat(page.keys()).hasSize(limit);
      place = page.next();
    }
  }

  private static String category(int number) {
    return number % 5 == 0 ? "é😀|}~".repeat(number) : "key " + number;
  }

  private static Sold sold(String category, long epoch) {
    return new Sold(category, 0, epoch, 1);
  }
}
