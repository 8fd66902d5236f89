package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reports of the runs that made the segments of the version served, a report each. */
record Reports(List<JsonNode> all) {

  private static final Pattern TABLE = Pattern.compile("trueup-.+?-v-(.+)-(\\d+)-\\d+");

  static Reports served(Stage stage) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode versions = stage.api().read("/v1/versions", Map.of()).required("versions");
    for (JsonNode segment : versions.required(0).required("segments")) {
      Matcher table = TABLE.matcher(segment.required("table").textValue());
      if (!table.matches()) {
        throw new AssertionError("a segment's table: " + segment);
      }
      int attempt = Integer.parseInt(table.group(2));
      all.add(new TrueUpRun(stage, table.group(1), "").report(attempt));
    }
    return new Reports(all);
  }

  /** A count of all. */
  long sum(String member) {
    return all.stream().mapToLong(report -> report.required(member).longValue()).sum();
  }

  /** The repeats of all, by cause. */
  Map<String, Long> repeats() {
    Map<String, Long> repeats = new TreeMap<>();
    for (JsonNode report : all) {
      report
          .required("repeats")
          .properties()
          .forEach(cause -> repeats.merge(cause.getKey(), cause.getValue().longValue(), Long::sum));
    }
    return repeats;
  }
}
