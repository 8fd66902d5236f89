package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.Api;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** How far the speed layer has come on each shard, as {@code /v1/status} says it. */
record Standing(Map<String, Head> heads) {

  /** The last record that is in the answers, by its sequence number, and its arrival. */
  record Head(BigInteger sequence, Instant arrival) {}

  static Standing read(Api api) {
    Map<String, Head> heads = new HashMap<>();
    JsonNode speed = api.read("/v1/status", Map.of()).required("layers").required("speed");
    for (JsonNode shard : speed.required("shards")) {
      if (shard.has("position")) {
        String position = shard.required("position").textValue();
        Head head =
            new Head(
                new BigInteger(position.substring(0, position.indexOf(':'))),
                Instant.parse(shard.required("arrival").textValue()));
        heads.put(kinesisName(shard.required("shard").textValue()), head);
      }
    }
    return new Standing(heads);
  }

  /** A shard's name without the time of its stream's creation. */
  private static String kinesisName(String shard) {
    return shard.substring(0, shard.indexOf('@'));
  }

  /** Of so many shards, those that are past a record each. */
  long past(Map<String, BigInteger> records) {
    return records.entrySet().stream().filter(it -> isPast(it.getKey(), it.getValue())).count();
  }

  private boolean isPast(String shard, BigInteger sequence) {
    Head head = heads.get(shard);
    return head != null && head.sequence().compareTo(sequence) > 0;
  }

  /** The latest arrival of all. */
  Instant latest() {
    return heads.values().stream().map(Head::arrival).max(Instant::compareTo).orElse(Instant.EPOCH);
  }
}
