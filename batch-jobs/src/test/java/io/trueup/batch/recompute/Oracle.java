package io.trueup.batch.recompute;

import java.util.ArrayList;
import java.util.Arrays;
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
    }
    return numbers;
  }

  private Oracle() {}
}
