package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
    Map<CellId, Row> before = byCell(live);
    Map<CellId, Row> after = byCell(exact);
    Set<CellId> cells = new HashSet<>(before.keySet());
    cells.addAll(after.keySet());
    long pairs = 0;
    long different = 0;
    for (CellId cell : cells) {
      Row one = before.get(cell);
      Row other = after.get(cell);
      Set<String> names = new HashSet<>(one == null ? Set.of() : one.measures().keySet());
      names.addAll(other == null ? Set.of() : other.measures().keySet());
      pairs += names.size();
      different += names.stream().filter(name -> !same(name, one, other)).count();
    }
    return new Divergence(pairs, different);
  }

  /** Of an estimate: whether its bounds hold the exact number. */
  private static boolean same(String name, @Nullable Row live, @Nullable Row exact) {
    if (live == null || exact == null) {
      return false;
    }
    JsonNode estimate = live.measures().get(name);
    JsonNode number = exact.measures().get(name);
    return estimate != null
        && number != null
        && Estimate.agrees(frequent(number), live, name, estimate);
  }

  /** An exact top as all that is known of the values: itself. */
  private static JsonNode frequent(JsonNode number) {
    return number.isArray()
        ? JsonNodeFactory.instance
            .objectNode()
            .put("limit", Integer.MAX_VALUE)
            .set("frequent", number)
        : number;
  }

  private static Map<CellId, Row> byCell(Collection<Row> rows) {
    Map<CellId, Row> cells = new HashMap<>();
    rows.forEach(row -> cells.put(row.cell(), row));
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
