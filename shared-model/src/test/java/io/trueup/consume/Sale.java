package io.trueup.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Heartbeat;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import java.util.Optional;

/** A record that a test puts on a shard, and all that an oracle needs to know of it. */
record Sale(
    Position position,
    long arrived,
    Sort sort,
    Optional<String> category,
    long items,
    long time,
    long number) {

  /** What a consumer must make of it. */
  enum Sort {
    GOOD("accepted"),
    NOT_JSON("rejected.not_json"),
    NO_ID("rejected.no_id"),
    FUTURE("rejected.future"),
    BEAT("beats");

    final String counted;

    Sort(String counted) {
      this.counted = counted;
    }
  }

  /** A good one in the least words. */
  static Sale good(long sequence, long arrived, String category, long items) {
    Position position = new Position(Long.toString(sequence), 0);
    return new Sale(position, arrived, Sort.GOOD, Optional.of(category), items, arrived, sequence);
  }

  Sale as(Sort other) {
    return new Sale(position, arrived, other, category, items, time, number);
  }

  StreamRecord record() {
    return new StreamRecord(position, arrived, data());
  }

  byte[] data() {
    return switch (sort) {
      case GOOD -> json("\"i%d\"".formatted(number), time);
      case NO_ID -> json("\"\"", time);
      case FUTURE -> json("\"i%d\"".formatted(number), arrived + 86_400_000);
      case NOT_JSON -> "{\"id\":\"i%d\"".formatted(number).getBytes(UTF_8);
      case BEAT -> new Heartbeat(number, arrived).data();
    };
  }

  private byte[] json(String id, long at) {
    String item = category.map("{\"category\":\"%s\",\"inner\":{}}"::formatted).orElse("null");
    return "{\"id\":%s,\"at\":%d,\"items\":%d,\"amount\":\"1.50\",\"item\":%s}"
        .formatted(id, at, items, item)
        .getBytes(UTF_8);
  }
}
