package io.trueup.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.store.CellKey;
import io.trueup.store.Tally;
import io.trueup.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What views say of a recorded history, against a list of its orders and a loop. */
class RecordingTest {

  /** Accepts what the deployed one rejects, and finds repeats that are further apart. */
  private static final Pipeline CHANGED = Orders.pipeline("max_ahead: 2d, window: 7s", "items > 2");

  /** What a definition is to the oracle. */
  private record Rule(long window, long more, boolean isAheadTaken) {}

  private static final Rule DEPLOYED_RULE = new Rule(4_000, 1, false);
  private static final Rule CHANGED_RULE = new Rule(7_000, 2, true);

  @Property(tries = 150, shrinking = ShrinkingMode.OFF)
  void view_changedDefinition_equalsOracle(@ForAll long seed) {
    Orders orders = Orders.of(seed).consumed();
    try (Recorded recorded = read(orders, Optional.empty(), Optional.empty(), CHANGED)) {
      assertThat(recorded.lacking()).as("seed %d", seed).isEmpty();
      assertEquals(seed, orders, recorded, CHANGED, CHANGED_RULE, 0, orders.cut());
    }
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void view_someEpochsOfArrival_countsTheseAndSeeksRepeatsBeforeThem(@ForAll long seed) {
    Orders orders = Orders.of(seed).consumed();
    Random random = new Random(seed);
    long first = Orders.START / Orders.EPOCH - 2;
    long from = first + random.nextInt(10);
    long to = Math.min(orders.cut(), from + 1 + random.nextInt(10));
    try (Recorded recorded =
        read(
            orders,
            Optional.of(Instant.ofEpochMilli(from * Orders.EPOCH + random.nextInt(5_000))),
            Optional.of(Instant.ofEpochMilli(to * Orders.EPOCH - random.nextInt(4_999))),
            CHANGED)) {
      assertThat(recorded.lacking()).as("seed %d", seed).isEmpty();
      assertEquals(seed, orders, recorded, CHANGED, CHANGED_RULE, from, to);
    }
  }

  @Property(tries = 50, shrinking = ShrinkingMode.OFF)
  void view_deployedDefinition_equalsOracle(@ForAll long seed) {
    Orders orders = Orders.of(seed).consumed();
    try (Recorded recorded = read(orders, Optional.empty(), Optional.empty(), Orders.DEPLOYED)) {
      assertEquals(seed, orders, recorded, Orders.DEPLOYED, DEPLOYED_RULE, 0, orders.cut());
    }
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void view_someKeys_areThoseRowsOfAll(@ForAll long seed) {
    Orders orders = Orders.of(seed).consumed();
    View view = CHANGED.views().get(0);
    CellKey toys = CellKey.of(List.of("toys", "B"));
    try (Recorded recorded = read(orders, Optional.empty(), Optional.empty(), CHANGED)) {
      Map<String, String> some =
          rows(recorded.view(CHANGED, view, toys::equals), view.finest().length());
      Map<String, String> all =
          rows(recorded.view(CHANGED, view, any -> true), view.finest().length());
      all.keySet().removeIf(place -> !place.contains(toys.text()));

      assertThat(some).as("seed %d", seed).isEqualTo(all).isNotEmpty();
    }
  }

  /** That the histories have what the rules are about. */
  @Property(tries = 1)
  void histories_many_haveRepeatsOfEachSortAndLineages() {
    long repeats = 0;
    long otherwise = 0;
    long lineages = 0;
    for (long seed = 0; seed < 50; seed++) {
      Orders orders = Orders.of(seed).consumed();
      long cut = orders.cut();
      lineages += orders.shards.list().stream().filter(it -> it.parents().size() == 2).count();
      repeats += oracle(orders, CHANGED_RULE, 0, cut).repeated;
      otherwise += orders.all.size() - orders.all.stream().map(Order::number).distinct().count();
    }
    assertThat(lineages).as("merged shards").isPositive();
    assertThat(repeats).as("repeats that live finds").isPositive().isLessThan(otherwise);
  }

  private static Recorded read(
      Orders orders, Optional<Instant> from, Optional<Instant> to, Pipeline pipeline) {
    return orders.recording(what -> false).read(from, to, List.of(pipeline));
  }

  private static void assertEquals(
      long seed, Orders orders, Recorded recorded, Pipeline by, Rule rule, long from, long to) {
    Expected expected = oracle(orders, rule, from, to);
    for (View view : by.views()) {
      Viewed viewed = recorded.view(by, view, any -> true, 1 + new Random(seed).nextInt(4));
      for (var size : view.every()) {
        assertThat(rows(viewed, size.length()))
            .as("%s by %s, seed %d", view.name(), size, seed)
            .isEqualTo(expected.rows(view.name(), size.length()));
      }
      assertThat(viewed.taken().count(Tally.RECEIVED)).isEqualTo(expected.received);
      assertThat(viewed.taken().count(Tally.REPEATED)).isEqualTo(expected.repeated);
      assertThat(viewed.taken().count("rejected.future")).isEqualTo(expected.future);
      assertThat(viewed.taken().count("rejected.not_json")).isEqualTo(expected.notJson);
    }
  }

  /** By key and bucket: the numbers. */
  private static Map<String, String> rows(Viewed viewed, Span size) {
    Map<String, String> rows = new TreeMap<>();
    viewed.rows(
        size,
        cell ->
            rows.put(
                cell.key().text() + " " + cell.row().bucket(), cell.row().values().toString()));
    return rows;
  }

  /** What the oracle comes to. */
  private static final class Expected {
    private final List<Order> counted = new ArrayList<>();
    private long received;
    private long repeated;
    private long future;
    private long notJson;
    private final long more;

    Expected(long more) {
      this.more = more;
    }

    Map<String, String> rows(String view, Span size) {
      Map<String, long[]> sums = new TreeMap<>();
      for (Order order : counted) {
        if (view.equals("all") || order.items() > more) {
          String key = view.equals("all") ? "[]" : "[\"%s\",\"B\"]".formatted(order.category());
          long bucket = order.time() - order.time() % size.millis();
          long[] sum = sums.computeIfAbsent(key + " " + bucket, any -> new long[2]);
          sum[0]++;
          sum[1] += order.items();
        }
      }
      Map<String, String> rows = new TreeMap<>();
      sums.forEach(
          (place, sum) -> rows.put(place, "{orders=%d, items_sum=%d}".formatted(sum[0], sum[1])));
      return rows;
    }
  }

  private static Expected oracle(Orders orders, Rule rule, long from, long to) {
    Expected expected = new Expected(rule.more());
    Map<Order, Long> arrivals = orders.arrivals();
    Map<String, List<Order>> seen = new HashMap<>();
    for (Order order : orders.all) {
      long arrival = arrivals.getOrDefault(order, -1L);
      boolean isIn = from <= arrival / Orders.EPOCH && arrival / Orders.EPOCH < to;
      expected.received += isIn ? 1 : 0;
      // A record may lie less ahead of its lineage's arrival than of its own.
      boolean isAhead = order.time() > arrival + 600_000 && !rule.isAheadTaken();
      if (order.sort() == Order.Sort.NOT_JSON || isAhead) {
        expected.notJson += isIn && order.sort() == Order.Sort.NOT_JSON ? 1 : 0;
        expected.future += isIn && order.sort() != Order.Sort.NOT_JSON ? 1 : 0;
        continue;
      }
      List<Order> before = seen.computeIfAbsent(order.shard(), any -> new ArrayList<>());
      boolean isRepeat =
          before.stream()
              .anyMatch(
                  it ->
                      it.number() == order.number()
                          && arrivals.getOrDefault(it, -1L) >= arrival - rule.window());
      before.add(order);
      if (isIn && isRepeat) {
        expected.repeated++;
      } else if (isIn) {
        expected.counted.add(order);
      }
    }
    return expected;
  }
}
