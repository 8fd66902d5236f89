package io.trueup.batch.recompute;

import io.trueup.store.ShardEpoch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comparing a history with its deltas must come to, by loops: for each shard and epoch the
 * right numbers of the finest sizes, with and without repeats.
 */
record Like(History history, long from, long cut) {

  private static final Map<String, Long> FINEST = Map.of("by_place", 5L, "large", 60L, "all", 5L);

  /** How many (cell, measure) pairs there are. */
  long pairs() {
    long pairs = 0;
    for (ShardEpoch at : shardEpochs()) {
      pairs +=
          cells(at, Set.of("once", "beyond_window", "across_shards")).values().stream()
              .mapToLong(Map::size)
              .sum();
    }
    return pairs;
  }

  /** How many of them repeats of a cause change. */
  long changedBy(String cause) {
    long changed = 0;
    for (ShardEpoch at : shardEpochs()) {
      var once = cells(at, Set.of("once"));
      for (var cell : cells(at, Set.of("once", cause)).entrySet()) {
        Map<String, @Nullable Object> before = once.getOrDefault(cell.getKey(), Map.of());
        for (var number : cell.getValue().entrySet()) {
          Object other = before.isEmpty() ? none(number.getKey()) : before.get(number.getKey());
          changed += Objects.equals(number.getValue(), other) ? 0 : 1;
        }
      }
    }
    return changed;
  }

  /** What a measure says of no records. */
  private static @Nullable Object none(String measure) {
    return switch (measure) {
      case "sales", "weighed", "places" -> 0L;
      case "top_places" -> List.of();
      default -> null;
    };
  }

  long records(String cause) {
    return records().stream().filter(one -> sort(one).equals(cause)).count();
  }

  Set<ShardEpoch> shardEpochs() {
    Set<ShardEpoch> all = new HashSet<>();
    for (History.One one : history.all()) {
      if (one.line().epoch() >= from && one.line().epoch() < cut) {
        all.add(new ShardEpoch(one.line().shard(), one.line().epoch()));
      }
    }
    return all;
  }

  private Map<Oracle.Cell, Map<String, @Nullable Object>> cells(ShardEpoch at, Set<String> sorts) {
    List<Sale> sales = new ArrayList<>();
    for (History.One one : records()) {
      if (new ShardEpoch(one.line().shard(), one.line().epoch()).equals(at)
          && sorts.contains(sort(one))) {
        sales.add(one.sale());
      }
    }
    Map<Oracle.Cell, Map<String, @Nullable Object>> finest = new HashMap<>();
    Oracle.cells(sales)
        .forEach(
            (cell, numbers) -> {
              if (cell.minutes() == FINEST.getOrDefault(cell.view(), 0L)) {
                finest.put(cell, numbers);
              }
            });
    return finest;
  }

  private List<History.One> records() {
    return history.below(cut).stream().filter(one -> one.line().epoch() >= from).toList();
  }

  private String sort(History.One one) {
    return History.once(history.below(cut)).contains(one) ? "once" : history.cause(one);
  }
}
