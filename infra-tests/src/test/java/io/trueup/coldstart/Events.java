package io.trueup.coldstart;

import io.trueup.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The events that AWS hands to our functions. */
final class Events {

  private static final long ARRIVAL = 1_730_000_000;

  private Events() {}

  /** A batch of the stream's one shard; the positions follow each other from the first on. */
  static String batch(long first, List<byte[]> records) {
    List<Object> batch = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      String sequence = Long.toString(first + i);
      batch.add(
          Map.of(
              "eventID",
              "shardId-000000000000:" + sequence,
              "kinesis",
              Map.of(
                  "sequenceNumber",
                  sequence,
                  "data",
                  Base64.getEncoder().encodeToString(records.get(i)),
                  "approximateArrivalTimestamp",
                  ARRIVAL + first)));
    }
    return Json.write(Map.of("Records", batch));
  }

  static byte[] flight(long id, String origin, long miles) {
    return """
        {"id":%d,"departure":978307260000,"delay":5,"distance":%d,"origin":"%s","destination":"LAX"}"""
        .formatted(id, miles, origin)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A request of the REST API. */
  static String request(String path, Map<String, String> parameters, String accept) {
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.forEach((name, value) -> values.put(name, List.of(value)));
    return Json.write(
        Map.of(
            "httpMethod",
            "GET",
            "path",
            path,
            "multiValueQueryStringParameters",
            values,
            "headers",
            Map.of("Accept", accept)));
  }

  /** What EventBridge sends each minute. */
  static String minute() {
    return Json.write(Map.of("time", "2024-11-24T00:00:00Z"));
  }

  /** What the queue of beats sends. */
  static String beat(long number) {
    String body = Json.write(Map.of("number", number));
    return Json.write(Map.of("Records", List.of(Map.of("body", body))));
  }

  static String step(String step, Map<String, Object> more) {
    Map<String, Object> input = new LinkedHashMap<>(Map.of("step", step, "run", "run"));
    input.putAll(more);
    return Json.write(input);
  }
}
