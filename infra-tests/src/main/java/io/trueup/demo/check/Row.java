package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One row of an answer: its cell, whether it claims to be exact, its measures by name. */
public record Row(CellId cell, Claim claim, Map<String, JsonNode> measures) {

  /** What an answer says of a row. */
  public enum Claim {
    LIVE,
    EXACT
  }

  public Row {
    measures = new TreeMap<>(measures);
  }

  public static Row read(String view, String every, CellId.Key key, JsonNode row) {
    CellId cell = new CellId(view, every, key, Instant.parse(row.required("bucket").textValue()));
    Map<String, JsonNode> measures = new TreeMap<>();
    row.properties().forEach(entry -> measures.put(entry.getKey(), entry.getValue()));
    measures.keySet().removeAll(Set.of("key", "bucket", "exact"));
    Claim claim = row.required("exact").booleanValue() ? Claim.EXACT : Claim.LIVE;
    return new Row(cell, claim, measures);
  }
}
