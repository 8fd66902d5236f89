package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** What the demo knows of the flights pipeline beyond what the API and the oracle tell it. */
final class Flights {

  static final String NAME = "flights";
  static final String BY_ORIGIN = "departures_by_origin";
  static final String COUNT = "flights";

  private Flights() {}

  /** How many flights a cell counts; 0 when it has no such measure. */
  static long count(Map<String, JsonNode> measures) {
    JsonNode count = measures.get(COUNT);
    return count == null ? 0 : count.longValue();
  }
}
