package io.trueup.trueup;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The line of a log that CloudWatch makes metrics of, by the name of the control table.
 *
 * <p>Source: CloudWatch's embedded metric format.
 */
final class MetricLine {

  private MetricLine() {}

  /** A number of a time, and what it counts. */
  record Metric(String name, String unit, long value) {

    private Map<String, String> definition() {
      return new TreeMap<>(Map.of("Name", name, "Unit", unit));
    }
  }

  /** The members of a line; those of one's own may be added. */
  static Map<String, Object> of(String controlTable, long now, Metric... metrics) {
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", "Trueup");
    directive.put("Dimensions", List.of(List.of("ControlTable")));
    directive.put("Metrics", Arrays.stream(metrics).map(Metric::definition).toList());
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws", new TreeMap<>(Map.of("Timestamp", now, "CloudWatchMetrics", List.of(directive))));
    line.put("ControlTable", controlTable);
    for (Metric metric : metrics) {
      line.put(metric.name(), metric.value());
    }
    return line;
  }
}
