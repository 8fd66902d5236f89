package io.trueup.trueup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Value;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is to be noticed of a deployment, at noon of a day. */
class WatchHandlerTest {

  private static final Span HEARTBEAT = Span.parse("10s");
  private static final long FIVE = 300;

  private final Works works = new Works(2);
  private final long now = works.clock.millis();

  /** The epoch that begins at noon. */
  private final long noon = works.deployment.epochs().of(now);

  @Test
  void handle_nothingYet_noSigns() {
    assertThat(signs("OldestDeltaAge")).isZero();
    assertThat(signs("MissingHeartbeats")).isZero();
  }

  @Test
  void handle_noTrueUpYet_ageOfTheFirstDelta() {
    works.enter(Layer.SPEED, works.shard(0), noon - 7, 1);
    works.enter(Layer.SPEED, works.shard(1), noon - 9, 1);
    works.enter(Layer.SPEED, works.shard(1), noon, 1);
    works.enter(Layer.ARCHIVE, works.shard(0), noon - 20, 1); // makes no delta
    assertThat(signs("OldestDeltaAge")).isEqualTo(9 * FIVE);
  }

  /** As of the cut, whatever came before it, and growing while nothing swaps. */
  @Test
  void handle_versionServed_ageOfItsCut() {
    works.trueUp("r", noon - 2);
    assertThat(signs("OldestDeltaAge")).isEqualTo(2 * FIVE);
    works.clock.move(java.time.Duration.ofDays(7));
    assertThat(signs("OldestDeltaAge")).isEqualTo(2 * FIVE + 7 * 24 * 3_600);
  }

  /** Arrival is Kinesis's time, which may be ahead of ours. */
  @Test
  void handle_clockBehindTheCut_noAge() {
    works.trueUp("r", noon + 1);
    assertThat(signs("OldestDeltaAge")).isZero();
  }

  @Test
  void handle_beatsThatTheArchiveLacks_areCounted() {
    beats(Layer.ARCHIVE, noon - 2, 30, 30);
    beats(Layer.ARCHIVE, noon - 1, 60, 27);
    assertThat(signs("MissingHeartbeats")).isEqualTo(3);
  }

  /** What speed alone lacks, the comparison of the ledgers says of the next version. */
  @Test
  void handle_beatsThatSpeedLacks_areNotCounted() {
    beats(Layer.SPEED, noon - 2, 30, 30);
    beats(Layer.SPEED, noon - 1, 60, 27);
    assertThat(signs("MissingHeartbeats")).isZero();
  }

  /** The embedded metric format as CloudWatch documents it. */
  @Test
  void handle_anyTime_printsOneLineThatCloudWatchMakesMetricsOf() {
    works.trueUp("r", noon - 2);
    assertThat(printed())
        .isEqualTo(
            """
            {"_aws":{"CloudWatchMetrics":[{"Namespace":"Trueup","Dimensions":[["ControlTable"]],\
            "Metrics":[{"Name":"OldestDeltaAge","Unit":"Seconds"},\
            {"Name":"MissingHeartbeats","Unit":"Count"}]}],"Timestamp":1732449600000},\
            "ControlTable":"control","OldestDeltaAge":600,"MissingHeartbeats":0}
            """);
  }

  @Test
  void handle_itemByNewerCode_failsAndPrintsNothing() {
    works.control.write(
        Item.of(new Key("pointer", "pointer"), Map.of("v", new Value.Whole(99))),
        new Condition.Absent());
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    assertThatThrownBy(() -> handle(log)).hasMessageContaining("pointer");
    assertThat(log.size()).isZero();
  }

  /**
   * So many beats of an epoch on the first shard, the newest so many after noon's less ten minutes.
   */
  private void beats(Layer layer, long epoch, long newest, long count) {
    long arrival = works.deployment.epochs().start(epoch);
    Position at = new Position(Long.toString(epoch), 0);
    Tally tally = new Tally(Map.of(Tally.RECEIVED, count, Tally.BEATS, count), 0);
    long beat = (now - 600_000) / HEARTBEAT.millis() + newest;
    new Ledger(works.control, layer)
        .write(
            new LedgerEntry(works.shard(0), epoch, at, at, arrival, tally, beat, Map.of()),
            new Condition.Absent());
  }

  private long signs(String name) {
    return Json.number(Json.object(printed()), name);
  }

  private String printed() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    String answer = handle(log);
    assertThat(log.toString(UTF_8)).isEqualTo(answer + "\n");
    return log.toString(UTF_8);
  }

  @SuppressWarnings("NullAway") // It has no use for what Lambda says of the call.
  private String handle(ByteArrayOutputStream log) {
    WatchHandler handler =
        new WatchHandler(
            new Watch(works.control, works.deployment.epochs(), HEARTBEAT),
            "control",
            works.clock,
            new PrintStream(log, true, UTF_8));
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler.handleRequest(new ByteArrayInputStream(new byte[0]), answer, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException("in memory", impossible);
    }
    return answer.toString(UTF_8);
  }
}
