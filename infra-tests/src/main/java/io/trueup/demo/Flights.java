package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.CellId;
import java.util.Map;

/** What the demo knows of the flights pipeline beyond what the API and the oracle tell it. */
final class Flights {

  static final String NAME = "flights";
  static final String BY_ORIGIN = "departures_by_origin";
  static final String COUNT = "flights";

  /** The view that counts every flight under one key, and its coarsest size. */
  static final String ALL = "all_departures";

  static final String COARSEST = "1d";

  private Flights() {}

  /** How many flights are in the cells. */
  static long total(Map<CellId, Map<String, JsonNode>> cells) {
    return cells.entrySet().stream()
        .filter(cell -> cell.getKey().view().equals(ALL))
        .filter(cell -> cell.getKey().every().equals(COARSEST))
        .mapToLong(cell -> count(cell.getValue()))
        .sum();
  }

  /** How many flights a cell counts; 0 when it has no such measure. */
  static long count(Map<String, JsonNode> measures) {
    JsonNode count = measures.get(COUNT);
    return count == null ? 0 : count.longValue();
  }
}
