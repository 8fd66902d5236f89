package io.trueup.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.aggregate.Bounds;
import io.trueup.store.CellKey;
import io.trueup.store.Segment;
import io.trueup.store.Version;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {

  private static final long HOUR = 3_600_000;
  private static final long FIVE = 300_000;
  private static final long EVER = 4_000_000_000_000L;

  private final Served served = new Served();

  @Test
  void rows_nothingStored_none() {
    assertThat(rows(0, 0, EVER)).isEmpty();
  }

  @Test
  void rows_versionOnly_exact() {
    served.trueUp(List.of(new Sold("toys", FIVE + 1, 3, 2), new Sold("toys", FIVE, 4, 5)), 5);
    assertThat(rows(0, 0, EVER)).containsExactly(row(FIVE, Row.Standing.EXACT, 2, 7, 5));
  }

  @Test
  void rows_liveOnly_live() {
    served.live("a", List.of(new Sold("toys", FIVE, 3, 2), new Sold("toys", FIVE, 4, 5)));
    served.live("b", List.of(new Sold("toys", FIVE + 7, 3, 1)));
    assertThat(rows(0, 0, EVER)).containsExactly(row(FIVE, Row.Standing.LIVE, 3, 8, 5));
  }

  @Test
  void rows_both_eachRecordOnce() {
    List<Sold> all =
        List.of(
            new Sold("toys", 0, 4, 1), new Sold("toys", FIVE, 4, 2), new Sold("toys", FIVE, 5, 4));
    served.live("a", all).trueUp(all, 5);
    assertThat(rows(0, 0, EVER))
        .containsExactly(
            row(0, Row.Standing.EXACT, 1, 1, 1), row(FIVE, Row.Standing.LIVE, 2, 6, 4));
  }

  @Test
  void rows_lateEvent_countsAtOnceHoweverOld() {
    List<Sold> all = List.of(new Sold("toys", 0, 4, 1), new Sold("toys", -90 * HOUR, 9, 2));
    served.live("a", all).trueUp(all, 5);
    assertThat(rows(1, -100 * HOUR, EVER))
        .containsExactly(
            row(-90 * HOUR, Row.Standing.LIVE, 1, 2, 2), row(0, Row.Standing.EXACT, 1, 1, 1));
  }

  @Test
  void rows_severalSegments_joined() {
    List<Sold> all =
        List.of(new Sold("toys", 0, 1, 1), new Sold("toys", 0, 6, 2), new Sold("toys", 0, 11, 4));
    served.live("a", all).trueUp(all, 5, 8, 10);
    assertThat(rows(0, 0, EVER)).containsExactly(row(0, Row.Standing.LIVE, 3, 7, 4));
    served.trueUp(all, 5, 8, 12);
    assertThat(rows(0, 0, EVER)).containsExactly(row(0, Row.Standing.EXACT, 3, 7, 4));
  }

  @Test
  void rows_sketchesOfOneSegment_areExactWithoutBounds() {
    Served many = sketched().trueUp(orders(2_000), 5);
    assertThat(rows(many))
        .containsExactly(
            new Row(
                0,
                Row.Standing.EXACT,
                Map.of("orders", 2_000L, "p95", 1_899L, "n", 2_000L),
                Map.of()));
  }

  @Test
  void rows_sketchesOfSeveralSegments_areEstimatesWithBounds() {
    Served many = sketched().trueUp(orders(2_000), 4, 5);
    assertThat(rows(many)).singleElement().satisfies(row -> assertEstimate(row, 2_000));
    assertThat(rows(many).get(0).standing()).isEqualTo(Row.Standing.ESTIMATED);
  }

  @Test
  void rows_sketchesWithLiveOnes_areEstimatesWithBounds() {
    List<Sold> all = new ArrayList<>(orders(2_000));
    all.add(new Sold("toys", 0, 7, 1_000_000));
    Served many = sketched().trueUp(all, 5).live("a", all);
    assertThat(rows(many)).singleElement().satisfies(row -> assertEstimate(row, 2_001));
    assertThat(rows(many).get(0).standing()).isEqualTo(Row.Standing.LIVE);
  }

  private static Served sketched() {
    return new Served("orders: count(), p95: \"quantile(items, 0.95)\", n: distinct(items)");
  }

  /** Of 0, 1, 2, … items in turn, in epochs 3 and 4. */
  private static List<Sold> orders(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Sold("toys", 0, 3 + i % 2, i)).toList();
  }

  private static void assertEstimate(Row row, int events) {
    assertThat(row.values()).containsEntry("orders", (long) events);
    assertThat(row.bounds()).containsOnlyKeys("p95", "n");
    assertWithin(row, "p95", 1_899);
    assertWithin(row, "n", events);
  }

  private static void assertWithin(Row row, String measure, long exact) {
    Bounds bounds = Objects.requireNonNull(row.bounds().get(measure));
    assertThat(exact).as(measure).isBetween((Long) bounds.low(), (Long) bounds.high());
    assertThat((Long) bounds.high()).as(measure).isGreaterThan((Long) bounds.low());
  }

  private static List<Row> rows(Served many) {
    return many.answers.rows(many.snapshot(), many.view, many.size(0), key("toys"), 0, EVER);
  }

  @Test
  void rows_bySnapshotTakenBeforeASwap_areAsRight() {
    List<Sold> all = List.of(new Sold("toys", 0, 4, 1), new Sold("toys", 0, 7, 2));
    served.live("a", all).trueUp(all, 5);
    Snapshot old = served.snapshot();
    served.trueUp(all, 8);
    assertThat(served.answers.rows(old, served.view, served.size(0), key("toys"), 0, EVER))
        .containsExactly(row(0, Row.Standing.LIVE, 2, 3, 2));
    assertThat(rows(0, 0, EVER)).containsExactly(row(0, Row.Standing.EXACT, 2, 3, 2));
  }

  @Test
  void rows_coarserSize_foldedFromTheFinest() {
    List<Sold> all =
        List.of(
            new Sold("toys", HOUR - 1, 4, 1),
            new Sold("toys", HOUR, 9, 2),
            new Sold("toys", 2 * HOUR - 1, 9, 4),
            new Sold("toys", 2 * HOUR - 1, 4, 8),
            new Sold("toys", 2 * HOUR, 9, 16));
    served.live("a", all).trueUp(all, 5);
    assertThat(rows(1, 0, EVER))
        .containsExactly(
            row(0, Row.Standing.EXACT, 1, 1, 1),
            row(HOUR, Row.Standing.LIVE, 3, 14, 8),
            row(2 * HOUR, Row.Standing.LIVE, 1, 16, 16));
  }

  @Test
  void rows_rangeEnds_fromInclusiveToExclusive() {
    List<Sold> all =
        List.of(
            new Sold("toys", 0, 4, 1),
            new Sold("toys", FIVE, 4, 2),
            new Sold("toys", FIVE, 9, 3),
            new Sold("toys", 2 * FIVE, 9, 4));
    served.live("a", all).trueUp(all, 5);
    assertThat(rows(0, FIVE, 2 * FIVE)).extracting(Row::bucket).containsExactly(FIVE);
    assertThat(rows(0, FIVE + 1, 2 * FIVE + 1)).extracting(Row::bucket).containsExactly(2 * FIVE);
    assertThat(rows(0, 0, FIVE)).extracting(Row::bucket).containsExactly(0L);
    assertThat(rows(0, FIVE, FIVE)).isEmpty();
    assertThat(rows(0, 2 * FIVE, FIVE)).isEmpty();
  }

  /** Rule 0: a cell is answered when its bucket ends after start(cut) - keep, which is a day. */
  @Test
  void rows_keep_hidesBucketsThatEndedByItsBound() {
    long day = 24 * HOUR;
    long cut = 3 * day / 60_000;
    List<Sold> all =
        List.of(
            new Sold("toys", 2 * day - FIVE, 0, 1),
            new Sold("toys", 2 * day, 0, 2),
            new Sold("toys", 2 * day - FIVE, cut, 4),
            new Sold("toys", 2 * day, cut, 8));
    served.live("a", all).trueUp(all, cut);
    assertThat(rows(0, 0, EVER)).containsExactly(row(2 * day, Row.Standing.LIVE, 2, 10, 8));
    assertThat(rows(0, 2 * day - FIVE, 2 * day)).isEmpty();
    assertThat(rows(1, 0, EVER)).extracting(Row::bucket).containsExactly(2 * day - HOUR, 2 * day);

    served.trueUp(all, cut + 1);
    assertThat(rows(0, 0, EVER)).extracting(Row::bucket).containsExactly(2 * day);
    served.trueUp(all, cut + 5);
    assertThat(rows(0, 0, EVER)).isEmpty();
  }

  @Test
  void rows_keepOneMinuteEarlier_showsTheBucket() {
    long day = 24 * HOUR;
    long cut = 3 * day / 60_000 - 1;
    List<Sold> all = List.of(new Sold("toys", 2 * day - FIVE, 0, 1));
    served.trueUp(all, cut);
    assertThat(rows(0, 0, EVER)).hasSize(1);
  }

  @Test
  void rows_otherKey_notAnswered() {
    List<Sold> all = List.of(new Sold("books", 0, 4, 1), new Sold("books", 0, 9, 1));
    served.live("a", all).trueUp(all, 5);
    assertThat(rows(0, 0, EVER)).isEmpty();
  }

  @Test
  void rows_versionOfAnotherDefinition_fails() {
    served.swap(
        new Version(
            "other",
            List.of(new Segment("t", 0, 5)),
            Map.of("orders", "0123456789abcdef"),
            Version.CrossCheck.CHECKED,
            0));
    assertThatThrownBy(() -> rows(0, 0, EVER))
        .hasMessageContaining("view 'orders' has fingerprint");
  }

  private List<Row> rows(int size, long from, long to) {
    return served.answers.rows(
        served.snapshot(), served.view, served.size(size), key("toys"), from, to);
  }

  private static CellKey key(String category) {
    return CellKey.of(List.of(category));
  }

  private static Row row(long bucket, Row.Standing standing, long orders, long sum, long max) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("orders", orders);
    values.put("items_sum", BigDecimal.valueOf(sum));
    values.put("items_max", max);
    return new Row(bucket, standing, values, Map.of());
  }
}
