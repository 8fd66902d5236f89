package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.Stage;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Oracle;
import io.trueup.demo.check.PythonOracle;
import io.trueup.demo.host.LocalStack;
import io.trueup.demo.send.FlightsInput;
import io.trueup.faults.Fate;
import io.trueup.faults.Kill;
import io.trueup.faults.ServiceProxy;
import io.trueup.faults.WithheldObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All that a week may bring at once: repeats, late and malformed flights, functions that are
 * killed, and a definition that is changed while flights come, and back again.
 */
class BadWeekIT {

  private static final String NAME = "bad-week-it";
  private static final int EVENTS = 2_400;
  private static final long SEED = 20260301;
  private static final int MOST_TRUE_UPS = 12;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * After half of it, what the archive lacks is read from the stream again; then a person asked.
   */
  private static final String GATE = "1m";

  /** Short, since a changed definition is served a window after it began to fill. */
  private static final String WINDOW = "window: 20s";

  @Test
  void flights_everythingAtOnceAndAChangedDefinition_everyCellIsRightAndEveryCauseCounted(
      @TempDir Path folder) throws Exception {
    LocalStack.setUp(FaultGround.CHECKOUT, FaultGround.CHECKOUT.instance(NAME));
    Path before = pipeline(folder.resolve("before"), UnaryOperator.identity());
    Path after = pipeline(folder.resolve("after"), BadWeekIT::changed);
    Path data = folder.resolve("flights.jsonl");
    BadWeek week;
    try (FlightsInput flights = FlightsInput.open(FaultGround.CHECKOUT.flights(), EVENTS)) {
      week = BadWeek.write(data, flights, EVENTS, new Random(SEED));
    }
    FaultGround ground = FaultGround.up(NAME, before, data, EVENTS, Map.of("gate", GATE));
    try (Oracle first = judge(ground, before, "oracle-before.log");
        Oracle second = judge(ground, after, "oracle-after.log")) {
      course(ground, week, after, first, second);
    } finally {
      ground.close();
    }
  }

  private static void course(
      FaultGround ground, BadWeek week, Path after, Oracle first, Oracle second) throws Exception {
    ground.trial().judgedBy(first);
    sendUnderKill(ground, EVENTS / 4, Fate.Reach.ARRIVES);
    ground.check("live", Demand.ANY);
    trueUpWithoutAnObject(ground);
    ground.check("exact", Demand.EXACT);
    trueUpsOverALoss(ground);
    ground.check("exact with the object back", Demand.EXACT);
    String kept = version(ground);

    ground.deploy(after);
    sendUnderKill(ground, EVENTS / 4, Fate.Reach.IS_LOST);
    ground.check("live by the old definition while the new one fills", Demand.ANY);
    awaitServed(ground, fingerprint(after));
    ground.trial().judgedBy(second);
    ground.check("by the new definition", Demand.ANY);

    sendUnderKill(ground, EVENTS / 4, Fate.Reach.ARRIVES);
    ground.check("version and live merged by the new definition", Demand.ANY);
    assertThat(ground.stepped(Map.of("step", "rollback", "run", "person", "version", kept)))
        .isEqualTo("swapped");
    ground.trial().judgedBy(first);
    ground.send(EVENTS - ground.trial().sent());
    ground.check("rolled back to the old definition, which was filled on", Demand.ANY);

    assertThat(ground.stepped(Map.of("step", "resume", "run", "person"))).isEqualTo("swapped");
    ground.trueUp("week-last");
    ground.trial().judgedBy(second);
    Check.Result exact = ground.check("exact by the new definition", Demand.EXACT);
    everyCauseIsCounted(ground, week, exact);
  }

  /** An object is withheld for good, and what was in it is read from the stream again. */
  private static void trueUpWithoutAnObject(FaultGround ground) throws Exception {
    ground.awaitPassed();
    String key = largest(ground);
    long records = ArchivedRecords.of(ground.objects(), key).total();
    WithheldObject withheld = new WithheldObject(ground.objects(), key);
    assertThat(ground.trueUp("week-1").crossChecked()).isEqualTo("true");
    assertThat(ground.objects().sizes().keySet())
        .anyMatch(object -> object.startsWith("archive/refilled/"))
        .doesNotContain(key);
    ground.progress().say("%d records of %s came from the stream again", records, key);
    withheld.close();
  }

  /** What neither archive nor stream has is accepted by a person, said, and turns up again. */
  private static void trueUpsOverALoss(FaultGround ground) throws Exception {
    String key = ground.sendToOneObject(EVENTS / 8);
    Map.Entry<String, Long> most =
        Collections.max(
            ArchivedRecords.of(ground.objects(), key).counts().entrySet(),
            Map.Entry.comparingByValue());
    WithheldObject withheld = new WithheldObject(ground.objects(), key);
    TrueUpRun run = TrueUpRun.start(ground.stage(), "week-lost");
    try (TrimmedEpoch trimmed = TrimmedEpoch.of(ground.stage(), most.getKey())) {
      assertThat(run.awaitAsked(ground.stage().api()))
          .startsWith(
              "the archive is not what its ledger says, and Kinesis has not kept it: shard ")
          .contains(most.getKey().replace(" ", ", epoch "));
    }
    assertThat(ground.stepped(Map.of("step", "approve", "run", "person", "version", run.name())))
        .isEqualTo("approved");
    assertThat(run.output().required("outcome").textValue()).isEqualTo("swapped");
    Certificate lost = ground.certificate();
    assertThat(lost.lost()).isEqualTo(most.getValue());
    assertThat(lost.crossChecked()).isEqualTo("false");

    assertThat(ground.trueUp("week-lost-again").lost()).isEqualTo(most.getValue());
    withheld.close();
    // A cut is taken only where an epoch has ended since the last one.
    ground.awaitPassed();
    ground.swappedBy(TrueUpRun.startFull(ground.stage(), "week-found"), 1);
    Certificate whole = ground.certificate();
    assertThat(whole.lost()).isZero();
    assertThat(whole.crossChecked()).isEqualTo("true");
  }

  private static String largest(FaultGround ground) {
    return Collections.max(ground.objects().sizes().entrySet(), Map.Entry.comparingByValue())
        .getKey();
  }

  private static void everyCauseIsCounted(FaultGround ground, BadWeek week, Check.Result exact) {
    Status status = Status.awaited(ground.stage().api(), week.rejected(), ground.progress());
    assertThat(status.rejected("speed")).isEqualTo(week.rejected());
    assertThat(status.rejected("archive")).isEqualTo(week.rejected());
    assertThat(status.count("speed", "late")).isEqualTo(week.late());
    assertThat(status.count("archive", "late")).isEqualTo(week.late());
    Reports reports = Reports.served(ground.stage());
    assertThat(reports.sum("late")).isEqualTo(week.late());
    Map<String, Long> repeats = reports.repeats();
    ground
        .progress()
        .say("rejected %s, repeats %s, of %s", status.rejected("speed"), repeats, week);
    assertThat(repeats).isEqualTo(exact.expected().repeats());
    assertThat(repeats.values().stream().mapToLong(it -> it).sum()).isEqualTo(week.repeats());
    assertThat(repeats.values()).allMatch(count -> count > 0);
  }

  /** Sends so many, during which the speed function dies once in mid-batch. */
  private static void sendUnderKill(FaultGround ground, long count, Fate.Reach reach)
      throws Exception {
    String hot = ground.stage().deployment().output("HotTable");
    Kill death = new Kill(ground.speed(), call -> call.body().contains(hot), 20, reach);
    try (ServiceProxy.Met met = ground.speedProxy().meet(death)) {
      ground.trial().send(ground.trial().sent() + count);
      death.await(LIMIT);
    }
    ground.awaitLive();
  }

  /** Runs true-ups until answers are by a definition. */
  private static void awaitServed(FaultGround ground, String fingerprint) throws Exception {
    for (int run = 1; run <= MOST_TRUE_UPS; run++) {
      if (served(ground).equals(fingerprint)) {
        ground.progress().say("the new definition is served after %d true-ups", run - 1);
        return;
      }
      ground.trueUp("week-change-" + run);
    }
    assertThat(served(ground)).as("after %d true-ups", MOST_TRUE_UPS).isEqualTo(fingerprint);
  }

  private static String served(FaultGround ground) {
    return ground.stage().api().read("/v1/status", Map.of()).required("fingerprint").textValue();
  }

  private static String version(FaultGround ground) {
    return ground
        .stage()
        .api()
        .read("/v1/versions", Map.of())
        .required("versions")
        .required(0)
        .required("id")
        .textValue();
  }

  private static Oracle judge(FaultGround ground, Path pipeline, String log) {
    return PythonOracle.start(
        FaultGround.CHECKOUT, pipeline, Stage.EPOCH, ground.speed().instance().resolve(log));
  }

  private static String fingerprint(Path pipeline) throws IOException {
    return ((Reading.Read) PipelineReader.read(PipelineFolder.load(pipeline)))
        .pipeline()
        .fingerprint();
  }

  /** The flights' pipeline with a change, without its oracle in SQL, which knows no repeats. */
  private static Path pipeline(Path folder, UnaryOperator<String> change) throws IOException {
    Path flights = FaultGround.CHECKOUT.pipeline("flights");
    Files.createDirectories(folder);
    Files.copy(flights.resolve("flight.avsc"), folder.resolve("flight.avsc"));
    String text =
        replaced(
            Files.readString(flights.resolve("pipeline.yaml")),
            "key: origin",
            "key: origin, " + WINDOW);
    Files.writeString(folder.resolve("pipeline.yaml"), change.apply(text));
    return folder;
  }

  /** Another filter, another size, a measure less, a measure more, and one view left as it was. */
  private static String changed(String text) {
    String other = replaced(text, "distance > 1000", "distance > 500");
    other =
        replaced(
            other,
            "every: { 5m: forever, 1h: forever, 1d: forever }",
            "every: { 10m: forever, 1d: forever }");
    return replaced(
        other,
        "      distance_mean: mean(distance)\n\n  all_departures:",
        "      distance_sum: sum(distance)\n\n  all_departures:");
  }

  private static String replaced(String text, String one, String other) {
    assertThat(text).contains(one);
    return text.replace(one, other);
  }
}
