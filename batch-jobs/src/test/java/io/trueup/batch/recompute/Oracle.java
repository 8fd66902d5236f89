package io.trueup.batch.recompute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The right numbers of {@link Sales}: a loop, plain longs and doubles. */
final class Oracle {

  private static final long MINUTE = 60_000L;

  /** View, bucket size in minutes, dimension values, first millisecond. */
  record Cell(String view, long minutes, List<@Nullable Object> key, long bucket) {}

  /** Names and numbers; instants as milliseconds. */
  static Map<Cell, Map<String, @Nullable Object>> cells(List<Sale> sales) {
    Map<Cell, List<Sale>> groups = new HashMap<>();
    for (Sale sale : sales) {
      for (long minutes : new long[] {5, 60, 1440}) {
        add(groups, "by_place", minutes, Arrays.asList(sale.place()), sale);
      }
      if (sale.units() > 5) {
        add(groups, "large", 60, Arrays.asList(sale.place(), sale.online()), sale);
      }
      add(groups, "all", 5, List.of(), sale);
      add(groups, "all", 1440, List.of(), sale);
    }
    Map<Cell, Map<String, @Nullable Object>> cells = new HashMap<>();
    groups.forEach((cell, group) -> cells.put(cell, numbers(cell.view(), group)));
    return cells;
  }

  private static void add(
      Map<Cell, List<Sale>> groups,
      String view,
      long minutes,
      List<@Nullable Object> key,
      Sale sale) {
    long bucket = sale.at() - Math.floorMod(sale.at(), minutes * MINUTE);
    groups
        .computeIfAbsent(new Cell(view, minutes, key, bucket), any -> new ArrayList<>())
        .add(sale);
  }

  private static Map<String, @Nullable Object> numbers(String view, List<Sale> group) {
    long weighed = 0;
    double weight = 0;
    double least = Double.MAX_VALUE;
    long units = 0;
    long most = Long.MIN_VALUE;
    long last = Long.MIN_VALUE;
    for (Sale sale : group) {
      units += sale.units();
      most = Math.max(most, sale.units());
      last = Math.max(last, sale.at());
      if (sale.weight() != null) {
        weighed++;
        weight += sale.weight();
        least = Math.min(least, sale.weight());
      }
    }
    Map<String, @Nullable Object> numbers = new TreeMap<>();
    numbers.put("sales", (long) group.size());
    if (view.equals("by_place")) {
      numbers.put("weighed", weighed);
      numbers.put("units", units);
      numbers.put("weight_mean", weighed == 0 ? null : weight / weighed);
      numbers.put("weight_min", weighed == 0 ? null : least);
      numbers.put("units_max", most);
    } else if (view.equals("large")) {
      numbers.put("weight", weighed == 0 ? null : weight);
    } else {
      numbers.put("last", last);
      List<String> places = group.stream().map(Sale::place).filter(it -> it != null).toList();
      numbers.put("places", places.stream().distinct().count());
      numbers.put("units_p95", quantile(group, 95));
      numbers.put("units_p99", quantile(group, 99));
      numbers.put("top_places", top(places));
      numbers.put("first_units", group.stream().min(BY_TIME).orElseThrow().units());
      numbers.put(
          "last_weight",
          group.stream()
              .filter(sale -> sale.weight() != null)
              .max(BY_TIME)
              .map(Sale::weight)
              .orElse(null));
    }
    return numbers;
  }

  private static final Comparator<Sale> BY_TIME =
      Comparator.comparingLong(Sale::at).thenComparing(Sale::id);

  private static long quantile(List<Sale> group, long percent) {
    List<Long> sorted = group.stream().map(Sale::units).sorted().toList();
    return sorted.get((int) ((percent * sorted.size() + 99) / 100 - 1));
  }

  private static List<String> top(List<String> places) {
    return places.stream()
        .distinct()
        .sorted(
            Comparator.<String>comparingInt(it -> Collections.frequency(places, it))
                .reversed()
                .thenComparing(Comparator.naturalOrder()))
        .limit(2)
        .map(place -> place + " " + Collections.frequency(places, place))
        .toList();
  }

  private Oracle() {}
}
