package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Heartbeat;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a producer sends. The weight of record n is 16 to the power of n, so that a sum of weights
 * tells which records are in it, and how often. One that repeats an event has the other one's id,
 * and else numbers of its own.
 */
record Sent(int number, int id, Kind kind, @Nullable String shop, long at, int value) {

  /** What the oracle knows it to be. */
  enum Kind {
    EVENT,
    MALFORMED,
    BEAT
  }

  static Sent beat(int number, long at) {
    return new Sent(number, number, Kind.BEAT, null, at, 0);
  }

  static BigInteger weight(int number) {
    return BigInteger.ONE.shiftLeft(4 * number);
  }

  /** The reason for which a malformed one is rejected. */
  String fault() {
    return number % 2 == 0 ? "not_json" : "schema";
  }

  byte[] data() {
    return switch (kind) {
      case EVENT ->
          "{\"id\":\"%d\",\"at\":%d,\"shop\":%s,\"value\":%d,\"weight\":%d}"
              .formatted(id, at, shop == null ? "null" : '"' + shop + '"', value, weight(number))
              .getBytes(UTF_8);
      case MALFORMED ->
          (number % 2 == 0 ? "no event %d" : "{\"id\":\"%d\",\"at\":\"never\"}")
              .formatted(number)
              .getBytes(UTF_8);
      case BEAT -> new Heartbeat(number, at).data();
    };
  }
}
