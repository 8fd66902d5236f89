package io.trueup.demo;

import io.trueup.cli.send.Packing;
import io.trueup.cli.send.Sender;
import io.trueup.demo.check.Api;
import io.trueup.demo.host.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Measures how long it takes from sending an event until the first answer whose certificate vouches
 * for it, for any pipeline: its {@code as_of} is later than the event was sent. That is later than
 * the answer counts the event, by the wait for the next record or heartbeat on every shard.
 */
record Vouching(Api api, Sender sender, Clock clock) {

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private record Waiting(long sent, Instant at) {}

  /** The times in microseconds; {@code seen} is told how many events are vouched for. */
  List<Long> measure(List<Packing.Entry> probes, LongConsumer seen) {
    List<Long> micros = new ArrayList<>();
    Deque<Waiting> waiting = new ArrayDeque<>();
    Deque<Packing.Entry> left = new ArrayDeque<>(probes);
    long next = System.nanoTime();
    while (!left.isEmpty() || !waiting.isEmpty()) {
      if (!left.isEmpty() && System.nanoTime() >= next) {
        long sent = System.nanoTime();
        sender.sendAlone(left.remove());
        waiting.add(new Waiting(sent, clock.instant()));
        next = sent + BETWEEN.toNanos();
      }
      Instant asOf = api.certificate().asOf().orElse(Instant.EPOCH);
      long now = System.nanoTime();
      while (!waiting.isEmpty() && waiting.element().at().isBefore(asOf)) {
        micros.add((now - waiting.remove().sent()) / 1000);
        seen.accept(micros.size());
      }
      requireFresh(waiting, now);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return micros;
  }

  private static void requireFresh(Deque<Waiting> waiting, long now) {
    if (!waiting.isEmpty() && now - waiting.element().sent() > LIMIT.toNanos()) {
      throw new Failure(
          "no answer vouches for an event %d s after it was sent".formatted(LIMIT.toSeconds()));
    }
  }
}
