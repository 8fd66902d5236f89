package io.trueup.trueup;

import io.trueup.store.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The signs of a deployment: how many seconds ago the first epoch began whose deltas answers need
 * (0 while there is none), and how many heartbeats the archive layer's ledger lacks.
 */
record Signs(long oldestDeltaAge, long missingHeartbeats) {

  /**
   * The line of a log that CloudWatch makes metrics of, by the name of the control table.
   *
   * <p>Source: CloudWatch's embedded metric format.
   */
  String line(String controlTable, long now) {
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", "Trueup");
    directive.put("Dimensions", List.of(List.of("ControlTable")));
    directive.put(
        "Metrics",
        List.of(metric("OldestDeltaAge", "Seconds"), metric("MissingHeartbeats", "Count")));
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws", new TreeMap<>(Map.of("Timestamp", now, "CloudWatchMetrics", List.of(directive))));
    line.put("ControlTable", controlTable);
    line.put("OldestDeltaAge", oldestDeltaAge);
    line.put("MissingHeartbeats", missingHeartbeats);
    return Json.write(line);
  }

  private static Map<String, String> metric(String name, String unit) {
    return new TreeMap<>(Map.of("Name", name, "Unit", unit));
  }
}
