package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.faults.DeadLayer;
import io.trueup.faults.Deliveries;
import io.trueup.faults.DuplicatedObject;
import io.trueup.faults.Fate;
import io.trueup.faults.Interference;
import io.trueup.faults.Kill;
import io.trueup.faults.LostAnswers;
import io.trueup.faults.ServiceProxy;
import io.trueup.faults.SlowCalls;
import io.trueup.faults.ThrottledWrites;
import io.trueup.faults.TruncatedObject;
import io.trueup.faults.WithheldObject;
import io.trueup.notice.VersionSwapped;
import io.trueup.port.Bus;
import io.trueup.store.Json;
import io.trueup.store.Layer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Faults inflicted on the flights' pipeline, on one LocalStack for all tests here. Each takes up
 * the input where the one before left it, in whatever order they run, and leaves everything whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsIT {

  /** How many flights are sent while the speed function is killed; others send a few hundred. */
  private static final long KILLED_FLIGHTS = Long.getLong("trueup.faults.flights", 3_000);

  private static final long FEW = 400;
  private static final int KILLS = 10;

  /** So many wrong numbers are over the bound of divergence, among those of a few flights. */
  private static final int DAMAGED = 20;

  /** The write of a batch that dies at the latest: a slice has some forty. */
  private static final int LATEST_WRITE = 30;

  private static final int SLICES = 10;

  /** A little over the pause between two looks at a shard. */
  private static final Duration POLL = Duration.ofMillis(300);

  private static final Fate.Reach[] REACHES = Fate.Reach.values();
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final Duration TWO_EPOCHS = Duration.ofSeconds(10);

  /** Printed, so that a failure can be looked into. */
  private static final long SEED = Long.getLong("trueup.faults.seed", 20260301);

  private FaultGround ground;

  @BeforeAll
  void deploy() throws Exception {
    ground = FaultGround.up("faults-it", KILLED_FLIGHTS + 12 * FEW);
    ground.progress().say("seed %d", SEED);
  }

  @AfterAll
  void end() throws Exception {
    if (ground != null) {
      ground.close();
    }
  }

  @Test
  void speedFunction_killedInMidBatchTenTimes_everyCellIsRightLiveAndExact() throws Exception {
    Deliveries before = Deliveries.to(ground.speed());
    String hot = ground.stage().deployment().output("HotTable");
    Random random = new Random(SEED);
    for (int kill = 1; kill <= KILLS; kill++) {
      int at = 1 + random.nextInt(LATEST_WRITE);
      Kill death =
          new Kill(ground.speed(), call -> call.body().contains(hot), at, REACHES[kill % 2]);
      try (ServiceProxy.Met met = ground.speedProxy().meet(death)) {
        // Several batches in one epoch: the process that comes after the kill remembers none of
        // the deltas that they share.
        for (int slice = 0; slice < SLICES; slice++) {
          ground.trial().send(ground.trial().sent() + KILLED_FLIGHTS / KILLS / SLICES);
          LockSupport.parkNanos(POLL.toNanos());
        }
        death.await(LIMIT);
      }
    }
    ground.awaitLive();
    Deliveries deliveries = Deliveries.to(ground.speed()).since(before);
    ground
        .progress()
        .say(
            "speed function killed %d times: %d batches delivered %d times, %d of them again",
            KILLS, deliveries.distinct(), deliveries.all(), deliveries.again());
    assertThat(deliveries.failed()).isGreaterThanOrEqualTo(KILLS);
    assertThat(deliveries.again()).isGreaterThanOrEqualTo(KILLS);
    ground.check("live after the kills", Demand.ANY);
    assertThat(ground.trueUp("killed").crossChecked()).isEqualTo("true");
    ground.check("exact after the kills", Demand.EXACT);
  }

  @Test
  void dynamo_throttledSlowAndLosingAnswers_everyCellIsRight() throws Exception {
    under("throttled", new ThrottledWrites(0.2, SEED));
    under("slow", new SlowCalls(Duration.ofMillis(40)));
    under("losing answers", new LostAnswers(0.1, SEED));
    assertThat(ground.trueUp("bad-dynamo").crossChecked()).isEqualTo("true");
    ground.check("exact after a bad DynamoDB", Demand.EXACT);
  }

  private void under(String name, Interference interference) throws Exception {
    try (ServiceProxy.Met speed = ground.speedProxy().meet(interference);
        ServiceProxy.Met archive = ground.archiveProxy().meet(interference)) {
      ground.send(FEW);
      long hits = speed.hits();
      ground.progress().say("%s: %d calls of speed, %d of archive", name, hits, archive.hits());
      assertThat(hits).as(name).isPositive();
    }
    ground.check("live, DynamoDB " + name, Demand.ANY);
  }

  private TrueUpRun start(String name) {
    return TrueUpRun.start(ground.stage(), name);
  }

  @Test
  void archiveFunction_killedInMidBatch_everyRecordIsArchivedAndCountsOnce() throws Exception {
    for (Fate.Reach reach : REACHES) {
      Kill death =
          new Kill(ground.archive(), call -> call.body().contains("ledger|archive|"), 2, reach);
      try (ServiceProxy.Met met = ground.archiveProxy().meet(death)) {
        ground.send(FEW);
        death.await(LIMIT);
      }
    }
    ground.awaitPassed();
    JsonNode report = ground.swappedBy(start("archive-killed"), 1);
    ground.progress().say("archive function killed twice: %s duplicates", report.get("duplicates"));
    assertThat(report.required("duplicates").longValue())
        .isEqualTo(ArchivedRecords.duplicates(ground.objects()))
        .isPositive();
    assertThat(ground.certificate().crossChecked()).isEqualTo("true");
    ground.check("exact after the archive's kills", Demand.EXACT);
  }

  @Test
  void archiveObject_withheld_noSwapUntilItIsBack() throws Exception {
    String key = ground.sendToOneObject(FEW);
    ArchivedRecords records = ArchivedRecords.of(ground.objects(), key);
    Certificate before = ground.certificate();
    TrueUpRun run;
    try (WithheldObject withheld = new WithheldObject(ground.objects(), key)) {
      run = start("withheld");
      JsonNode report = run.report(1);
      ground.progress().say("withheld %s: missing %s", key, report.get("missing"));
      assertThat(report.required("outcome").textValue()).isEqualTo("incomplete");
      assertThat(ArchivedRecords.missing(report)).isEqualTo(records);
      assertThat(run.isRunning()).isTrue();
      assertThat(ground.certificate().generation()).isEqualTo(before.generation());
      ground.check("live while an object is withheld", Demand.ANY);
    }
    run.output();
    assertThat(ground.certificate().generation()).isEqualTo(before.generation() + 1);
    ground.check("exact with the object back", Demand.EXACT);
  }

  @Test
  void archiveObject_truncated_noSwapUntilItIsWhole() throws Exception {
    String key = ground.sendToOneObject(FEW);
    Certificate before = ground.certificate();
    TrueUpRun run;
    try (TruncatedObject truncated = new TruncatedObject(ground.objects(), key)) {
      run = start("truncated");
      JsonNode report = run.report(1);
      ground.progress().say("truncated: broken %s", report.get("broken"));
      assertThat(report.required("outcome").textValue()).isEqualTo("incomplete");
      assertThat(report.required("broken").findValuesAsText("object")).containsExactly(key);
      assertThat(run.isRunning()).isTrue();
      assertThat(ground.certificate().generation()).isEqualTo(before.generation());
    }
    run.output();
    assertThat(ground.certificate().generation()).isEqualTo(before.generation() + 1);
    ground.check("exact with the object whole", Demand.EXACT);
  }

  @Test
  void archiveObject_duplicated_changesNothingAndIsReported() throws Exception {
    String key = ground.sendToOneObject(FEW);
    try (DuplicatedObject duplicated = new DuplicatedObject(ground.objects(), key)) {
      JsonNode report = ground.swappedBy(start("duplicated"), 1);
      ground.progress().say("duplicated %s: %s duplicates", key, report.get("duplicates"));
      // What stands twice of epochs that the master dataset holds is not looked at any more.
      assertThat(report.required("duplicates").longValue())
          .isBetween(
              ArchivedRecords.of(ground.objects(), key).total(),
              ArchivedRecords.duplicates(ground.objects()));
      ground.check("exact with an object twice", Demand.EXACT);
    }
  }

  @Test
  void speedLayer_deadForTwoEpochs_trueUpsGoOnAndItCatchesUp() throws Exception {
    try (DeadLayer dead = DeadLayer.of(ground.speed())) {
      ground.trial().send(ground.trial().sent() + FEW);
      LockSupport.parkNanos(TWO_EPOCHS.toNanos());
      ground.awaitEpoch(Layer.ARCHIVE);
      JsonNode report = ground.swappedBy(start("speed-dead"), 1);
      ground.progress().say("%s", ground.certificate());
      assertThat(report.required("outcome").textValue()).isEqualTo("loaded");
      assertThat(ground.certificate().crossChecked()).isEqualTo("false");
      ground.check("exact without a speed layer", Demand.EXACT);
    }
    ground.send(FEW);
    ground.check("live when the speed layer is back", Demand.ANY);
    assertThat(ground.trueUp("speed-back").crossChecked()).isEqualTo("true");
    ground.check("exact when the speed layer is back", Demand.EXACT);
  }

  @Test
  void hotDeltas_oneAddedToASum_areFoundAndAPersonDecides() throws Exception {
    ground.trueUp("before-damage");
    ground.send(FEW);
    long cut = ground.certificate().cut().toEpochMilli() / FaultGround.EPOCH_MILLIS;
    long now = System.currentTimeMillis() / FaultGround.EPOCH_MILLIS + 1;
    ground.awaitPassed();
    HotDamage damage =
        HotDamage.inflict(
            ground.stage(),
            ground.pipeline(),
            "departures_by_origin",
            "delay_sum",
            cut,
            now,
            DAMAGED);
    assertThat(damage.deltas()).hasSize(DAMAGED);
    Certificate before = ground.certificate();
    Listener listener = Listener.on(ground.stage().localStack().endpoint(), "damage");

    TrueUpRun first = start("damaged-1");
    assertThat(first.awaitAsked(ground.stage().api())).contains("divergence 0.0");
    assertThat(offenders(first.report(1))).containsExactlyInAnyOrderElementsOf(damage.deltas());
    assertThat(first.report(1).at("/divergence/layer").textValue()).isEqualTo("speed");
    assertThat(start("damaged-busy").output().toString())
        .contains("\"outcome\":\"busy\"", "\"waits_for\":\"approval\"", "\"run\":\"damaged-1\"");
    assertThat(decide("reject", "damaged-1")).isEqualTo("rejected");
    assertThatThrownBy(first::output).hasMessageContaining("Trueup.Held");
    assertThat(decide("approve", "damaged-1")).isEqualTo("decided");
    assertThat(ground.certificate().generation()).isEqualTo(before.generation());

    TrueUpRun second = start("damaged-2");
    second.awaitAsked(ground.stage().api());
    assertThat(decide("approve", "damaged-2")).isEqualTo("approved");
    assertThat(offenders(ground.swappedBy(second, 1)))
        .containsExactlyInAnyOrderElementsOf(damage.deltas());
    assertThat(ground.certificate().generation()).isEqualTo(before.generation() + 1);
    assertThat(ground.certificate().crossChecked()).isEqualTo("true");
    assertTold(listener, damage, before.generation() + 1);
    ground.check("exact after the approval", Demand.EXACT);
    ground.trueUp("after-damage");
    ground.check("exact and live after the damage", Demand.ANY);
  }

  /** Who listens hears of each number that was wrong, and of the one swap; of no rejected run. */
  private static void assertTold(Listener listener, HotDamage damage, long generation) {
    List<String> numbers = new ArrayList<>();
    try (listener) {
      for (Bus.Notice notice : listener.heard(DAMAGED + 1)) {
        Map<String, Object> detail = Json.object(notice.detail());
        assertThat(detail).containsEntry("run", "damaged-2").containsEntry("pipeline", "flights");
        assertThat(Json.number(detail, "generation")).isEqualTo(generation);
        if (notice.type().equals(VersionSwapped.TYPE)) {
          assertThat(detail).containsEntry("told", DAMAGED).containsEntry("differing", DAMAGED);
        } else {
          assertThat(detail)
              .containsEntry("cause", "unexplained")
              .containsEntry("measure", "delay_sum");
          assertThat(Json.number(detail, "shown")).isEqualTo(Json.number(detail, "exact") + 1);
          numbers.add(number(detail));
        }
      }
    }
    assertThat(numbers).containsExactlyInAnyOrderElementsOf(damage.deltas());
  }

  private static String number(Map<String, Object> detail) {
    Map<?, ?> arrived = Json.object(detail, "arrived");
    long from = Instant.parse(Json.text(arrived, "from")).toEpochMilli();
    return "[\"%s\"] %s %d"
        .formatted(
            Json.text(Json.object(detail, "key"), "origin"),
            Json.text(arrived, "shard"),
            from / FaultGround.EPOCH_MILLIS);
  }

  private String decide(String step, String run) {
    return ground.stepped(Map.of("step", step, "run", "person", "version", run));
  }

  private static List<String> offenders(JsonNode report) {
    List<String> offenders = new ArrayList<>();
    for (JsonNode each : report.at("/divergence/offenders")) {
      assertThat(each.path("cause").textValue()).isEqualTo("unexplained");
      assertThat(each.path("measure").textValue()).isEqualTo("delay_sum");
      assertThat(each.path("live").longValue()).isEqualTo(each.path("exact").longValue() + 1);
      offenders.add(
          "%s %s %s"
              .formatted(
                  each.path("key").textValue(),
                  each.path("shard").textValue(),
                  each.path("epoch")));
    }
    return offenders;
  }
}
