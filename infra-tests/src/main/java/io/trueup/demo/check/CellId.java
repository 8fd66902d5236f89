package io.trueup.demo.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a cell: its view, its bucket size as the pipeline writes it, its key, its bucket's begin.
 */
public record CellId(String view, String every, Key key, Instant bucket) {

  /** A value per dimension as JSON, in the order of the dimensions' names. */
  public record Key(Map<String, JsonNode> dimensions) {

    public static Key of(JsonNode object) {
      Map<String, JsonNode> dimensions = new TreeMap<>();
      object.properties().forEach(entry -> dimensions.put(entry.getKey(), entry.getValue()));
      return new Key(dimensions);
    }

    @Override
    public String toString() {
      return dimensions.toString();
    }
  }

  @Override
  public String toString() {
    return "%s %s %s %s".formatted(view, every, key, bucket);
  }
}
