package io.trueup.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;

/** A record that a test puts on a shard, and all that an oracle needs to know of it. */
record Order(
    String shard,
    Position position,
    long arrived,
    Sort sort,
    String category,
    long items,
    long time,
    long number) {

  /** What is in it. */
  enum Sort {
    GOOD,
    NOT_JSON,
    /** A day ahead of its arrival: accepted by who allows that. */
    AHEAD
  }

  StreamRecord record() {
    return new StreamRecord(position, arrived, data());
  }

  byte[] data() {
    String json =
        "{\"id\":\"i%d\",\"at\":%d,\"items\":%d,\"amount\":\"%d.50\",\"item\":{\"category\":\"%s\",\"inner\":{}}}"
            .formatted(number, time, items, number, category);
    return (sort == Sort.NOT_JSON ? json.substring(1) : json).getBytes(UTF_8);
  }
}
