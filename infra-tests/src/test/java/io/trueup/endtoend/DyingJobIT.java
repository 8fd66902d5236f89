package io.trueup.endtoend;

import static io.trueup.faults.Fate.Reach.ARRIVES;
import static io.trueup.faults.Fate.Reach.IS_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.faults.Call;
import io.trueup.faults.Detour;
import io.trueup.faults.Fate;
import io.trueup.faults.Kill;
import io.trueup.faults.Recomputer;
import io.trueup.faults.Rerouting;
import io.trueup.faults.ServiceProxy;
import io.trueup.faults.StepFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs that are killed in every step, one after another: the Spark worker in the midst of what it
 * writes to the master dataset, to a new segment and to the bucket, the function before and after
 * its writes take effect. All the while answers are right, and in the end nothing is left over.
 */
class DyingJobIT {

  private static final long FEW = 300;
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** In the midst of a load: each of these writes has 25 items at most. */
  private static final int MIDST = 3;

  private static final String LEASE = "\"pk\":{\"S\":\"lease\"}";
  private static final String POINTER = "\"pk\":{\"S\":\"pointer\"}";

  private Detour detour;
  private ServiceProxy stepProxy;
  private StepFunction steps;
  private FaultGround ground;
  private Segments segments;
  private Dataset dataset;

  @BeforeEach
  void deploy() throws Exception {
    List<Detour> opened = new ArrayList<>();
    ground =
        FaultGround.up(
            "dying-job-it",
            FaultGround.CHECKOUT.pipeline("flights"),
            FaultGround.CHECKOUT.flights(),
            3 * FEW,
            Map.of(),
            localStack -> {
              opened.add(Detour.before(localStack));
              return opened.get(0).environment();
            });
    detour = ground.running().add(opened.get(0));
    stepProxy = ground.running().add(ServiceProxy.before(ground.stage().localStack().dynamo()));
    steps = StepFunction.of(ground.stage());
    Rerouting.to(stepProxy.endpoint(), steps);
    segments = new Segments(ground.stage());
    ground.send(FEW);
    ground.trueUp("before");
    dataset = Dataset.of(ground.stage());
  }

  @AfterEach
  void end() {
    if (ground != null) {
      ground.close();
    }
  }

  @Test
  void run_killedInEveryStep_nothingIsWrongAndNothingIsLeft() throws Exception {
    ground.send(FEW);
    ground.awaitPassed();

    stoppedInACompaction();
    stoppedInALoad();
    killedAndTriedAgain();
    nothingIsLeft();
  }

  /**
   * What was written is on no branch that anybody reads, or it is published, and read by the next.
   */
  private void stoppedInACompaction() throws Exception {
    long cut = dataset.cut();
    Set<String> files = dataset.stored();
    killed(
        "files",
        detour.files(),
        call -> call.body().matches(".*/master/.*/data/.*[.]parquet.*"),
        1,
        ARRIVES);
    assertThat(dataset.stored()).hasSizeGreaterThan(files.size());
    assertThat(dataset.drafts()).isEmpty();

    // After it has made the branch.
    killed("draft", detour.dynamo(), DyingJobIT::isOfCatalog, 2, ARRIVES);
    assertThat(dataset.drafts()).containsExactly(Segments.PREFIX + "draft-1-0");
    assertThat(dataset.cut()).isEqualTo(cut);

    // After it has dropped the other's branch, and made and filled its own.
    killed("published", detour.dynamo(), DyingJobIT::isOfCatalog, 4, ARRIVES);
    assertThat(dataset.drafts()).isEmpty();
    assertThat(dataset.cut()).isGreaterThan(cut);
    ground.check("after the deaths in a compaction", Demand.ANY);
  }

  /**
   * Nobody reads a table that no pointer names, whatever is in it, nor the report of a dead run.
   */
  private void stoppedInALoad() throws Exception {
    killed("table", detour.dynamo(), isOf("CreateTable", Segments.PREFIX), 1, ARRIVES);
    killed("report", detour.files(), call -> call.body().contains("report.json"), 1, ARRIVES);
    assertThat(segments.orphans())
        .containsExactly(Segments.PREFIX + "report-1-0", Segments.PREFIX + "table-1-0");
    ground.check("after the deaths in a load", Demand.ANY);
  }

  /** A run whose worker and whose function die goes on, as Step Functions tries each step again. */
  private void killedAndTriedAgain() throws Exception {
    long generation = ground.certificate().generation();
    Set<String> left = segments.orphans();
    Recomputer worker = new Recomputer(ground.stage().worker());
    Kill choosing = new Kill(steps, isOf("PutItem", LEASE), 1, ARRIVES);
    Kill loading = new Kill(worker, isOf("BatchWriteItem", Segments.PREFIX), MIDST, IS_LOST);
    Kill swapping = new Kill(steps, isOf("PutItem", POINTER), 1, IS_LOST);
    Kill swapped = new Kill(steps, isOf("PutItem", POINTER), 1, ARRIVES);
    Kill retiring = new Kill(steps, isOf("DeleteTable", Segments.PREFIX), 1, IS_LOST);
    Kill retired = new Kill(steps, isOf("DeleteTable", Segments.PREFIX), 2, ARRIVES);
    TrueUpRun run;
    try (ServiceProxy.Met first = stepProxy.meet(choosing);
        ServiceProxy.Met second = detour.dynamo().meet(loading);
        ServiceProxy.Met third = stepProxy.meet(swapping);
        ServiceProxy.Met fourth = stepProxy.meet(swapped);
        ServiceProxy.Met fifth = stepProxy.meet(retiring);
        ServiceProxy.Met sixth = stepProxy.meet(retired)) {
      run = start("tried");
      ground.progress().phase("killed in a choice of the cut", () -> choosing.await(LIMIT));
      ground.progress().phase("killed in a load", () -> loading.await(LIMIT));
      assertThat(run.reportNow(1)).as("report of a run that was killed").isEmpty();
      ground.send(FEW);
      ground.check("live without a batch layer", Demand.ANY);
      assertThat(ground.certificate().generation()).isEqualTo(generation);
      worker.worker().restart();
      ground.progress().phase("killed in a swap", () -> swapping.await(LIMIT));
      ground.progress().phase("killed after a swap", () -> swapped.await(LIMIT));
      ground.progress().phase("killed in a retirement", () -> retiring.await(LIMIT));
      ground.progress().phase("killed after a deletion", () -> retired.await(LIMIT));
      JsonNode report = ground.swappedBy(run, 1);
      assertThat(report.required("table").textValue()).endsWith("tried-1-1");
    }
    assertThat(ground.certificate().generation()).isEqualTo(generation + 1);
    assertThat(segments.orphans())
        .doesNotContainAnyElementsOf(left)
        .containsExactly(Segments.PREFIX + "tried-1-0");
    ground.check("exact and live after the run", Demand.ANY);
  }

  /**
   * One more run, of all: the pointer names each table, and a snapshot or the archive each file.
   */
  private void nothingIsLeft() throws Exception {
    ground.awaitPassed();
    ground.swappedBy(TrueUpRun.startFull(ground.stage(), "after"), 1);
    ground.check("exact by the run after", Demand.EXACT);
    assertThat(segments.tables()).containsExactlyInAnyOrderElementsOf(segments.named());

    assertThat(dataset.stored()).as("before the clean-up").isNotEqualTo(dataset.named());
    ground.progress().say("tidied: %s", dataset.tidyInDays());
    assertThat(dataset.stored()).isEqualTo(dataset.named());
    assertThat(dataset.drafts()).isEmpty();
    assertThat(ArchivedRecords.arrivals(ground.objects())).hasSize((int) ground.trial().sent());
    assertThat(ground.objects().keys(""))
        .allMatch(key -> key.matches("archive/.*[.]gz|master/.*|runs/.*"));
  }

  private TrueUpRun start(String name) {
    return TrueUpRun.start(ground.stage(), name);
  }

  /** A run whose worker dies, and which is stopped then; the version served is as it was. */
  private void killed(
      String name, ServiceProxy proxy, Predicate<Call> write, int at, Fate.Reach reach)
      throws Exception {
    long generation = ground.certificate().generation();
    Recomputer worker = new Recomputer(ground.stage().worker());
    Kill death = new Kill(worker, write, at, reach);
    TrueUpRun run;
    try (ServiceProxy.Met met = proxy.meet(death)) {
      run = start(name);
      ground.progress().phase("killed at " + name, () -> death.await(LIMIT));
    }
    run.stop();
    worker.worker().restart();
    assertThat(ground.certificate().generation()).isEqualTo(generation);
  }

  private static boolean isOfCatalog(Call call) {
    return call.body().contains(Dataset.CATALOG);
  }

  private static Predicate<Call> isOf(String operation, String part) {
    return call -> call.operation().equals(operation) && call.body().contains(part);
  }
}
