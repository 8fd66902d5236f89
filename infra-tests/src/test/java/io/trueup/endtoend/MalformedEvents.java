package io.trueup.endtoend;

import io.trueup.cli.send.Packing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events that are no flights, by the reason for which each layer must reject them. */
final class MalformedEvents {

  private static final long YEAR_3000 = Instant.parse("3000-01-01T00:00:00Z").toEpochMilli();

  private static final Map<String, List<String>> BY_REASON =
      Map.of(
          "not_json", List.of("{\"id\": 1, \"departure\"", "no JSON at all", ""),
          "schema",
              List.of(
                  "{\"id\":9000001,\"departure\":978307200000,\"distance\":\"far\",\"origin\":\"ATL\",\"destination\":\"SEA\"}",
                  "{\"id\":9000002,\"departure\":978307200000,\"distance\":7,\"origin\":null,\"destination\":\"SEA\"}"),
          "no_id",
              List.of(
                  "{\"departure\":978307200000,\"distance\":7,\"origin\":\"ATL\",\"destination\":\"SEA\"}"),
          "no_time",
              List.of("{\"id\":9000003,\"distance\":7,\"origin\":\"ATL\",\"destination\":\"SEA\"}"),
          "future",
              List.of(
                  "{\"id\":9000004,\"departure\":%d,\"distance\":7,\"origin\":\"ATL\",\"destination\":\"SEA\"}"
                      .formatted(YEAR_3000)));

  private MalformedEvents() {}

  /** How many there are for each reason. */
  static Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    BY_REASON.forEach((reason, events) -> counts.put(reason, (long) events.size()));
    return counts;
  }

  /** One for each reason. */
  static Map<String, String> oneEach() {
    Map<String, String> events = new TreeMap<>();
    BY_REASON.forEach((reason, all) -> events.put(reason, all.get(0)));
    return events;
  }

  /** All of them, with partition keys that reach several shards. */
  static List<Packing.Entry> each() {
    List<Packing.Entry> entries = new ArrayList<>();
    for (List<String> events : BY_REASON.values()) {
      for (String event : events) {
        entries.add(
            new Packing.Entry("key " + entries.size(), event.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return entries;
  }
}
