package io.trueup.demo;

import io.trueup.cli.send.Packing;
import io.trueup.cli.send.Sender;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Expected;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.Wrong;
import io.trueup.demo.host.Failure;
import io.trueup.demo.send.FlightsInput;
import io.trueup.demo.send.Input;
import io.trueup.demo.send.Outstanding;
import io.trueup.demo.send.Tap;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A deployed pipeline on trial: sends events of the input in their order, and at any time compares
 * what the API answers with what the oracle says of those sent. For one thread.
 */
public final class Trial {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration STANDSTILL = Duration.ofMinutes(5);
  private static final int TRUE_UPS = 5;
  private static final int CLIENTS = 4;
  private static final int SHOWN = 20;

  private final Input input;
  private final Sender sender;
  private final Supplier<Tap> taps;
  private final Map<Oracle, Judge> judges = new HashMap<>();
  private Judge judge;
  private final Api api;
  private final TrueUp trueUp;
  private final Progress progress;
  private long sent;

  public Trial(Material material, Stage stage, Progress progress) {
    this.input = material.input();
    String stream = stage.deployment().output("StreamName");
    this.sender = Sender.to(stage.cloud().kinesis(), stream);
    this.taps = () -> new Tap(stage.cloud().kinesis(), stream);
    this.api = stage.api();
    this.trueUp = stage.trueUp(progress);
    this.progress = progress;
    this.judge = newJudge(material.oracle());
    judges.put(judge.oracle(), judge);
  }

  /** An oracle with how far it has looked. */
  private record Judge(Oracle oracle, Tap tap, Outstanding outstanding) {}

  /** How long events took to show in answers, in microseconds, and what that says exactly. */
  public record Freshness(String meaning, List<Long> micros) {}

  /** How many events of the input were sent. */
  public long sent() {
    return sent;
  }

  /**
   * Has the answers judged by an oracle from now on, which sees the whole stream: of what was sent
   * alone before as much as stands there by then.
   */
  public void judgedBy(Oracle oracle) {
    judge = judges.computeIfAbsent(oracle, this::newJudge);
  }

  private Judge newJudge(Oracle oracle) {
    Outstanding outstanding = new Outstanding();
    input.events(0, sent).forEach(event -> outstanding.sent(event.data()));
    return new Judge(oracle, taps.get(), outstanding);
  }

  /** Sends an event that is none of the input, as a record of its own. */
  public void sendAlone(Packing.Entry event) {
    sender.sendAlone(event);
    outstanding(event);
  }

  /** Takes note that others have sent the events up to number {@code to}. */
  public void sentByOthers(long to) {
    sent(to, input.events(sent, to));
  }

  private void outstanding(Packing.Entry event) {
    judges.values().forEach(each -> each.outstanding().sent(event.data()));
  }

  /** Sends the events up to number {@code to}, packed. */
  public void send(long to) {
    List<Packing.Entry> events = input.events(sent, to);
    long began = System.nanoTime();
    sender.send(events, taken -> progress.sayNowAndThen("%,d of %,d sent", taken, events.size()));
    double seconds = (System.nanoTime() - began) / 1e9;
    progress.say(
        "%,d events to %d shards in %.1f s, %,.0f a second",
        events.size(), sender.shards(), seconds, events.size() / seconds);
    sent(to, events);
  }

  /** Sends the events up to number {@code to} one by one and measures how fresh answers are. */
  public Freshness probe(long to) {
    List<Packing.Entry> events = input.events(sent, to);
    LongConsumer seen = done -> progress.sayNowAndThen("%d of %d seen", done, events.size());
    Freshness freshness =
        input instanceof FlightsInput flights
            ? new Freshness(
                "event sent to answer changed",
                new Counting(api, sender).measure(flights.flights(sent, to), seen))
            : new Freshness(
                "event sent to answer that vouches for it",
                new Vouching(api, sender, Clock.systemUTC()).measure(events, seen));
    sent(to, events);
    return freshness;
  }

  private void sent(long to, List<Packing.Entry> events) {
    sent = to;
    events.forEach(this::outstanding);
  }

  /**
   * Waits until the answers hold every event sent: on each shard the speed layer is past the last
   * one. Returns a time before which all of them arrived.
   */
  public Instant awaitLive() {
    Map<String, BigInteger> last = sender.newest();
    await(
        "the live answers to hold the last event of each shard",
        () -> Standing.read(api),
        seen -> seen.past(last) == last.size());
    return Standing.read(api).latest();
  }

  /**
   * Runs a true-up whose cut lies behind the last event sent: waits, then runs one or more. Returns
   * the certificate of the answers from then on.
   */
  public Certificate trueUp(String name) {
    Instant last = awaitLive();
    // An epoch can be recomputed when all shards are past its end.
    long length = Stage.EPOCH.toMillis();
    Instant epochEnd = last.plusMillis(length - last.toEpochMilli() % length);
    await(
        "every shard to be past " + epochEnd,
        () -> api.certificate().asOf().orElse(Instant.EPOCH),
        asOf -> asOf.isAfter(epochEnd.plusMillis(1_000)));
    for (int run = 1; run <= TRUE_UPS; run++) {
      progress.say("put out: %s", trueUp.run(name + "-" + run));
      Certificate certificate = api.certificate();
      progress.say("%s", certificate);
      if (!certificate.cut().isBefore(epochEnd)) {
        return certificate;
      }
    }
    throw new Failure("after %d true-ups the cut is still before %s".formatted(TRUE_UPS, epochEnd));
  }

  /** What all answers must be by now. */
  public Expected expected() {
    return judge
        .oracle()
        .expected(new Oracle.Sent(sent, judge.outstanding(), judge.tap()), api.certificate().cut());
  }

  /** Checks every cell of every view and tells of what is wrong. */
  public Check.Result check(Demand demand) {
    Expected expected = expected();
    Check.Result result =
        new Check(api, CLIENTS)
            .run(
                expected,
                demand,
                rows ->
                    progress.sayNowAndThen("%,d of %,d cells read", rows, expected.cells().size()));
    result.wrong().stream()
        .limit(SHOWN)
        .map(Wrong::toString)
        .forEach(line -> progress.say("wrong: %s", line));
    if (!expected.remark().isEmpty()) {
      progress.say("%s", expected.remark());
    }
    progress.say("cells %d  wrong %d", result.cells(), result.wrong().size());
    return result;
  }

  private <T> void await(String what, Supplier<T> look, Predicate<T> condition) {
    long moved = System.nanoTime();
    T last = look.get();
    while (!condition.test(last)) {
      LockSupport.parkNanos(PAUSE.toNanos());
      T now = look.get();
      if (!now.equals(last)) {
        moved = System.nanoTime();
      } else if (System.nanoTime() - moved > STANDSTILL.toNanos()) {
        throw new Failure("waited for %s; for %s it stood at %s".formatted(what, STANDSTILL, now));
      }
      last = now;
      progress.sayNowAndThen("waiting for %s: %s", what, now);
    }
  }
}
