package io.trueup.demo;

import com.fasterxml.jackson.databind.node.TextNode;
import io.trueup.cli.send.Sender;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Question;
import io.trueup.demo.host.Failure;
import io.trueup.demo.send.Flight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Measures how long it takes from sending an event until an answer counts it: each probe is one
 * real flight, sent alone, and the cell that it belongs to is asked for until its count is one
 * more. Flights of one origin are never under way together.
 */
record Counting(Api api, Sender sender) {

  private static final int UNDER_WAY = 4;
  private static final Duration BUCKET = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** The times in microseconds; {@code seen} is told how many probes are done. */
  List<Long> measure(List<Flight> probes, LongConsumer seen) {
    Map<String, List<Flight>> byOrigin =
        probes.stream().collect(Collectors.groupingBy(probe -> String.valueOf(probe.origin())));
    ExecutorService pool = Executors.newFixedThreadPool(UNDER_WAY);
    try {
      List<Future<List<Long>>> measured =
          byOrigin.values().stream().map(origin -> pool.submit(() -> inTurn(origin))).toList();
      List<Long> micros = new ArrayList<>();
      for (Future<List<Long>> times : measured) {
        micros.addAll(times.get());
        seen.accept(micros.size());
      }
      return micros;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("the freshness probes were interrupted");
    } finally {
      pool.shutdownNow();
    }
  }

  private List<Long> inTurn(List<Flight> probes) {
    return probes.stream().map(this::micros).toList();
  }

  private long micros(Flight probe) {
    long before = count(probe);
    long sent = System.nanoTime();
    sender.sendAlone(probe.entry());
    while (count(probe) <= before) {
      if (System.nanoTime() - sent > LIMIT.toNanos()) {
        throw new Failure(
            "flight %d is in no answer %d s after it was sent"
                .formatted(probe.id(), LIMIT.toSeconds()));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return (System.nanoTime() - sent) / 1000;
  }

  /** How many flights the cell of a probe counts now. */
  private long count(Flight probe) {
    long departure = Objects.requireNonNull(probe.departure());
    Instant bucket = Instant.ofEpochMilli(departure - Math.floorMod(departure, BUCKET.toMillis()));
    CellId.Key key = new CellId.Key(Map.of("origin", TextNode.valueOf(probe.origin())));
    Question cell = Question.during(Flights.BY_ORIGIN, "5m", key, bucket, BUCKET);
    return api.answer(cell).rows().stream().mapToLong(row -> Flights.count(row.measures())).sum();
  }
}
