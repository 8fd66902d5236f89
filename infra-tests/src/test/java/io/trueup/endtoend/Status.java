package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.Progress;
import io.trueup.demo.check.Api;
import io.trueup.demo.host.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** What {@code /v1/status} says: of rejected records, and how far the layers are. */
record Status(JsonNode json) {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The status once both layers have rejected that much, or as it is after two minutes. */
  static Status awaited(Api api, Map<String, Long> counts, Progress progress) {
    long began = System.nanoTime();
    Status status = of(api);
    while (!(status.rejected("speed").equals(counts) && status.rejected("archive").equals(counts))
        && System.nanoTime() - began < LIMIT.toNanos()) {
      progress.sayNowAndThen("rejected so far: %s", status.rejected("speed"));
      LockSupport.parkNanos(PAUSE.toNanos());
      status = of(api);
    }
    return status;
  }

  /** Waits until a layer has passed a time on every shard; fails after two minutes. */
  static void awaitPast(Api api, String layer, Instant time, Progress progress) {
    long began = System.nanoTime();
    Instant arrival = of(api).arrival(layer);
    while (!arrival.isAfter(time)) {
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new Failure("%s is at %s, expected after %s".formatted(layer, arrival, time));
      }
      progress.sayNowAndThen("waiting for %s to be past %s: %s", layer, time, arrival);
      LockSupport.parkNanos(PAUSE.toNanos());
      arrival = of(api).arrival(layer);
    }
  }

  /**
   * Waits until the speed layer is at most so many milliseconds behind the archive; fails when it
   * does not move for two minutes.
   */
  static void awaitAbreast(Api api, long millis, Progress progress) {
    Status status = of(api);
    Instant speed = status.arrival("speed");
    long moved = System.nanoTime();
    while (status.arrival("archive").isAfter(speed.plusMillis(millis))) {
      if (System.nanoTime() - moved > LIMIT.toNanos()) {
        throw new Failure(
            "speed stands at %s and the archive at %s".formatted(speed, status.arrival("archive")));
      }
      progress.sayNowAndThen("speed at %s, archive at %s", speed, status.arrival("archive"));
      LockSupport.parkNanos(PAUSE.toNanos());
      status = of(api);
      if (status.arrival("speed").isAfter(speed)) {
        speed = status.arrival("speed");
        moved = System.nanoTime();
      }
    }
  }

  private static Status of(Api api) {
    return new Status(api.read("/v1/status", Map.of()));
  }

  /** The least arrival of a layer's heads; 1970 while a shard has none. */
  private Instant arrival(String layer) {
    Instant least = Instant.MAX;
    for (JsonNode shard : json.required("layers").required(layer).required("shards")) {
      Instant arrival = Instant.parse(shard.path("arrival").asText(Instant.EPOCH.toString()));
      least = arrival.isBefore(least) ? arrival : least;
    }
    return least;
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
