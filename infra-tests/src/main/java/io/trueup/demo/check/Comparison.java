package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares answers with the oracle. Wrong is a cell that is missing, that the oracle has not, that
 * is answered twice, that differs in a measure, or that lacks the demanded claim. Whole numbers
 * must be whole and equal, decimals equal; where the oracle has a double, the answer's decimal must
 * be nearest to that very double. An estimate's bounds must hold the oracle's number; a row that
 * claims to be exact may have none.
 */
public record Comparison(Demand demand) {

  /** What rows must claim of themselves, beside being right. */
  public enum Demand {
    ANY,
    EXACT
  }

  /** One entry per wrong cell, with the first thing that is wrong about it. */
  public List<Wrong> compare(Map<CellId, Map<String, JsonNode>> expected, Collection<Row> answers) {
    List<Wrong> wrong = new ArrayList<>();
    Map<CellId, Row> found = new HashMap<>();
    for (Row row : answers) {
      if (found.put(row.cell(), row) != null) {
        wrong.add(new Wrong(row.cell(), Wrong.WHOLE, "one row", "it twice"));
      }
    }
    found.forEach((cell, row) -> compare(expected.get(cell), row).ifPresent(wrong::add));
    expected.forEach(
        (cell, measures) -> {
          if (!found.containsKey(cell)) {
            wrong.add(new Wrong(cell, Wrong.WHOLE, measures.toString(), "no row"));
          }
        });
    return wrong;
  }

  private Optional<Wrong> compare(@Nullable Map<String, JsonNode> expected, Row row) {
    if (expected == null) {
      return Optional.of(new Wrong(row.cell(), Wrong.WHOLE, "no row", row.measures().toString()));
    }
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(row.measures().keySet());
    for (String name : names) {
      JsonNode one = expected.get(name);
      JsonNode other = row.measures().get(name);
      if (one == null || other == null || !Estimate.agrees(one, row, name, other)) {
        return Optional.of(new Wrong(row.cell(), name, String.valueOf(one), String.valueOf(other)));
      }
    }
    return demand == Demand.EXACT && row.claim() != Row.Claim.EXACT
        ? Optional.of(new Wrong(row.cell(), "exact", "true", "false"))
        : Optional.empty();
  }

  /** Whether a measure's answer is what the oracle says. */
  static boolean equal(JsonNode expected, JsonNode found) {
    if (expected.isBigDecimal()) {
      return found.isNumber() && expected.decimalValue().compareTo(found.decimalValue()) == 0;
    }
    if (expected.isFloatingPointNumber()) {
      return found.isNumber() && Double.compare(expected.doubleValue(), found.doubleValue()) == 0;
    }
    if (expected.isIntegralNumber()) {
      return found.isIntegralNumber() && expected.bigIntegerValue().equals(found.bigIntegerValue());
    }
    return expected.equals(found);
  }
}
