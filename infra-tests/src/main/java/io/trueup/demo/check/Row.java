package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One row of an answer: its cell, whether it claims to be exact, its measures by name, and the
 * bounds of those that are estimates.
 */
public record Row(
    CellId cell, Claim claim, Map<String, JsonNode> measures, Map<String, JsonNode> bounds) {

  /** What an answer says of a row. */
  public enum Claim {
    LIVE,
    EXACT
  }

  public Row {
    measures = new TreeMap<>(measures);
    bounds = new TreeMap<>(bounds);
  }

  /** Without estimates. */
  Row(CellId cell, Claim claim, Map<String, JsonNode> measures) {
    this(cell, claim, measures, Map.of());
  }

  public static Row read(String view, String every, CellId.Key key, JsonNode row) {
    CellId cell = new CellId(view, every, key, Instant.parse(row.required("bucket").textValue()));
    Map<String, JsonNode> measures = new TreeMap<>();
    row.properties().forEach(entry -> measures.put(entry.getKey(), entry.getValue()));
    measures.keySet().removeAll(Set.of("key", "bucket", "exact", "bounds"));
    Claim claim = row.required("exact").booleanValue() ? Claim.EXACT : Claim.LIVE;
    Map<String, JsonNode> bounds = new TreeMap<>();
    row.path("bounds").properties().forEach(entry -> bounds.put(entry.getKey(), entry.getValue()));
    return new Row(cell, claim, measures, bounds);
  }
}
