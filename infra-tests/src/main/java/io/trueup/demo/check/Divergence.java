package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How many (cell, measure) pairs there are, and how many the live layer had otherwise. */
public record Divergence(long pairs, long different) {

  /** Between the last live answers and the exact ones; what only one of them has differs. */
  public static Divergence between(Collection<Row> live, Collection<Row> exact) {
    Map<CellId, Map<String, JsonNode>> before = byCell(live);
    Map<CellId, Map<String, JsonNode>> after = byCell(exact);
    Set<CellId> cells = new HashSet<>(before.keySet());
    cells.addAll(after.keySet());
    long pairs = 0;
    long different = 0;
    for (CellId cell : cells) {
      Map<String, JsonNode> one = before.getOrDefault(cell, Map.of());
      Map<String, JsonNode> other = after.getOrDefault(cell, Map.of());
      Set<String> names = new HashSet<>(one.keySet());
      names.addAll(other.keySet());
      pairs += names.size();
      different += names.stream().filter(name -> !same(one.get(name), other.get(name))).count();
    }
    return new Divergence(pairs, different);
  }

  private static boolean same(@Nullable JsonNode one, @Nullable JsonNode other) {
    return one != null && other != null && Comparison.equal(one, other);
  }

  private static Map<CellId, Map<String, JsonNode>> byCell(Collection<Row> rows) {
    Map<CellId, Map<String, JsonNode>> cells = new HashMap<>();
    rows.forEach(row -> cells.put(row.cell(), row.measures()));
    return cells;
  }

  /** The share in percent with three decimals, rounded up: none differs if it prints as 0. */
  public String percent() {
    BigDecimal share =
        pairs == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(different * 100)
                .divide(BigDecimal.valueOf(pairs), 3, RoundingMode.CEILING);
    return share.setScale(3, RoundingMode.CEILING) + "%";
  }
}
