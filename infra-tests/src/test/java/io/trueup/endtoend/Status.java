package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.Progress;
import io.trueup.demo.check.Api;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** What {@code /v1/status} says of rejected records. */
record Status(JsonNode json) {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The status once both layers have rejected that much, or as it is after two minutes. */
  static Status awaited(Api api, Map<String, Long> counts, Progress progress) {
    long began = System.nanoTime();
    Status status = new Status(api.read("/v1/status", Map.of()));
    while (!(status.rejected("speed").equals(counts) && status.rejected("archive").equals(counts))
        && System.nanoTime() - began < LIMIT.toNanos()) {
      progress.sayNowAndThen("rejected so far: %s", status.rejected("speed"));
      LockSupport.parkNanos(PAUSE.toNanos());
      status = new Status(api.read("/v1/status", Map.of()));
    }
    return status;
  }

  /** How many records a layer rejected, by reason. */
  Map<String, Long> rejected(String layer) {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonNode each : json.required("layers").required(layer).required("rejected")) {
      counts.put(each.required("reason").textValue(), each.required("count").longValue());
    }
    return counts;
  }

  /** Where a layer saw one of them, by reason. */
  Map<String, String> samples(String layer) {
    Map<String, String> samples = new TreeMap<>();
    for (JsonNode each : json.required("layers").required(layer).required("rejected")) {
      samples.put(each.required("reason").textValue(), each.required("sample").textValue());
    }
    return samples;
  }
}
