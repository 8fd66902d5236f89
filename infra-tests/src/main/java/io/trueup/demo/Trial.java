package io.trueup.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.send.Packing;
import io.trueup.cli.send.Sender;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.Question;
import io.trueup.demo.check.Wrong;
import io.trueup.demo.host.Failure;
import io.trueup.demo.send.Flight;
import io.trueup.demo.send.Input;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A deployed pipeline on trial: sends flights of the input in their order, and at any time compares
 * what the API answers with what the oracle says of those sent. For one thread.
 */
public final class Trial {

  private static final CellId.Key NO_KEY = new CellId.Key(Map.of());
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STANDSTILL = Duration.ofMinutes(2);
  private static final int TRUE_UPS = 5;
  private static final int CLIENTS = 4;
  private static final int SHOWN = 20;

  private final Input input;
  private final Oracle oracle;
  private final Sender sender;
  private final Api api;
  private final TrueUp trueUp;
  private final Progress progress;
  private long sent;
  private Instant lastSent = Instant.EPOCH;

  public Trial(Input input, Oracle oracle, Stage stage, Progress progress) {
    this.input = input;
    this.oracle = oracle;
    this.sender = Sender.to(stage.cloud().kinesis(), stage.deployment().output("StreamName"));
    this.api = stage.api();
    this.trueUp = stage.trueUp(progress);
    this.progress = progress;
  }

  /** How many flights were sent. */
  public long sent() {
    return sent;
  }

  /** Sends an event that is no flight, as a record of its own. */
  public void sendAlone(Packing.Entry event) {
    sender.sendAlone(event);
    lastSent = Instant.now();
  }

  /** Sends the flights up to row {@code to}, packed. */
  public void send(long to) {
    List<Flight> flights = input.flights(sent, to);
    long began = System.nanoTime();
    sender.send(
        flights.stream().map(Flight::entry).toList(),
        taken -> progress.sayNowAndThen("%,d of %,d sent", taken, flights.size()));
    double seconds = (System.nanoTime() - began) / 1e9;
    progress.say(
        "%,d flights to %d shards in %.1f s, %,.0f a second",
        flights.size(), sender.shards(), seconds, flights.size() / seconds);
    sentUpTo(to);
  }

  /** Sends the flights up to row {@code to} one by one and returns how long each took to count. */
  public List<Long> probe(long to) {
    List<Flight> flights = input.flights(sent, to);
    List<Long> micros =
        new Freshness(api, sender)
            .measure(
                flights, seen -> progress.sayNowAndThen("%d of %d counted", seen, flights.size()));
    sentUpTo(to);
    return micros;
  }

  private void sentUpTo(long to) {
    sent = to;
    lastSent = Instant.now();
  }

  /** Waits until answers count every flight sent and vouch for the time when the last was sent. */
  public void awaitLive() {
    long expected = Flights.total(oracle.cells(sent));
    await(
        "the live answers to count %,d flights".formatted(expected),
        seen -> seen.flights() >= expected && seen.asOf().isAfter(lastSent));
  }

  /**
   * Runs a true-up whose cut lies behind the last event sent: waits, then runs one or more. Returns
   * the certificate of the answers from then on.
   */
  public Certificate trueUp(String name) {
    // An epoch can be recomputed when all shards are past its end.
    Instant epochEnd = lastSent.plusMillis(5000 - lastSent.toEpochMilli() % 5000 + 1000);
    await("every shard to be past " + epochEnd, seen -> seen.asOf().isAfter(epochEnd));
    for (int run = 1; run <= TRUE_UPS; run++) {
      progress.say("put out: %s", trueUp.run(name + "-" + run));
      Certificate certificate = total().certificate();
      progress.say("%s", certificate);
      if (certificate.cut().isAfter(lastSent)) {
        return certificate;
      }
    }
    throw new Failure("after %d true-ups the cut is still before %s".formatted(TRUE_UPS, lastSent));
  }

  /** Checks every cell of every view and tells of what is wrong. */
  public Check.Result check(Demand demand) {
    Map<CellId, Map<String, JsonNode>> expected = oracle.cells(sent);
    Check.Result result =
        new Check(api, CLIENTS)
            .run(
                expected,
                demand,
                rows -> progress.sayNowAndThen("%,d of %,d cells read", rows, expected.size()));
    result.wrong().stream()
        .limit(SHOWN)
        .map(Wrong::toString)
        .forEach(line -> progress.say("wrong: %s", line));
    progress.say("cells %d  wrong %d", result.cells(), result.wrong().size());
    return result;
  }

  private record Seen(long flights, Instant asOf) {}

  private Api.Answer total() {
    return api.answer(Question.all(Flights.ALL, Flights.COARSEST, NO_KEY));
  }

  private Seen seen() {
    Api.Answer total = total();
    long flights = total.rows().stream().mapToLong(row -> Flights.count(row.measures())).sum();
    return new Seen(flights, total.certificate().asOf().orElse(Instant.EPOCH));
  }

  private void await(String what, Predicate<Seen> condition) {
    long moved = System.nanoTime();
    Seen last = seen();
    while (!condition.test(last)) {
      LockSupport.parkNanos(PAUSE.toNanos());
      Seen now = seen();
      if (now.flights() != last.flights()) {
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
        throw new Failure("waited for %s; for %s it stood at %s".formatted(what, STANDSTILL, now));
      }
      last = now;
      progress.sayNowAndThen("waiting for %s: %,d, as of %s", what, now.flights(), now.asOf());
    }
  }
}
