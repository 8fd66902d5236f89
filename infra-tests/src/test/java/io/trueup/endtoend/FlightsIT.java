package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.Material;
import io.trueup.demo.Progress;
import io.trueup.demo.Stage;
import io.trueup.demo.Trial;
import io.trueup.demo.check.Api;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Divergence;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Command;
import io.trueup.demo.host.LocalStack;
import io.trueup.faults.Processes;
import io.trueup.faults.Redelivery;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResponse;
import software.amazon.awssdk.services.sfn.model.ValidateStateMachineDefinitionResultCode;

/**
 * The flights' pipeline on one LocalStack for all tests here. Each takes up the input where the one
 * before left it, in whatever order they run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlightsIT {

  private static final long EVENTS = 5_000;
  private static final long REDELIVERED = 500;

  private final Checkout checkout =
      new Checkout(Path.of(System.getProperty("trueup.checkout", "..")));
  private final Path instance = checkout.instance("flights-it");
  private final Progress progress = new Progress(System.out);
  private final ObjectMapper json = new ObjectMapper();

  private Material material;
  private Stage stage;
  private Trial trial;
  private Api api;

  @BeforeAll
  void deploy() throws Exception {
    LocalStack.stop(checkout, instance);
    progress.phase("LocalStack is installed", () -> LocalStack.setUp(checkout, instance));
    Path flights = checkout.pipeline("flights");
    material = Material.open(checkout, instance, flights, checkout.flights(), EVENTS);
    stage = Stage.up(checkout, instance, flights, OptionalInt.empty(), progress);
    trial = new Trial(material, stage, progress);
    api = stage.api();
  }

  @AfterAll
  void end() throws Exception {
    if (stage != null) {
      stage.close();
    }
    if (material != null) {
      material.close();
    }
    progress.summary();
    assertThat(new Processes(instance).all()).as("processes left by this test").isEmpty();
  }

  @Test
  void flights_twoTrueUps_everyCellIsRightAtEachStep() throws Exception {
    send(trial.sent() + (EVENTS - trial.sent()) * 6 / 10);
    check("live", Demand.ANY);
    Certificate first = trueUp("it-1");
    check("exact", Demand.EXACT);
    send(EVENTS);
    Check.Result live = check("version and live merged", Demand.ANY);
    Certificate second = trueUp("it-2");
    Check.Result exact = check("exact again", Demand.EXACT);
    assertThat(Divergence.between(live.rows(), exact.rows()).percent()).isEqualTo("0.000%");
    assertThat(first.crossChecked()).isEqualTo("true");
    assertThat(second.crossChecked()).isEqualTo("true");
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(second.cut()).isAfter(first.cut());
  }

  private void send(long to) throws Exception {
    progress.phase("flights up to %d".formatted(to), () -> trial.send(to));
    progress.phase("flights up to %d counted".formatted(to), trial::awaitLive);
  }

  private Certificate trueUp(String name) throws Exception {
    return progress.phase("true-up " + name, () -> trial.trueUp(name));
  }

  private Check.Result check(String name, Demand demand) throws Exception {
    Check.Result result = progress.phase("check, " + name, () -> trial.check(demand));
    assertThat(result.wrong()).as(name).isEmpty();
    assertThat(result.cells()).as(name).isPositive();
    return result;
  }

  @Test
  void malformedEvents_eachReason_isCountedByBothLayersWithASample() throws Exception {
    MalformedEvents.each().forEach(trial::sendAlone);
    Status status =
        progress.phase(
            "malformed events counted",
            () -> Status.awaited(api, MalformedEvents.counts(), progress));
    assertThat(status.rejected("speed")).isEqualTo(MalformedEvents.counts());
    assertThat(status.rejected("archive")).isEqualTo(MalformedEvents.counts());
    assertThat(status.samples("speed")).isEqualTo(status.samples("archive"));
    assertThat(status.samples("speed").keySet()).isEqualTo(MalformedEvents.counts().keySet());
    assertThat(status.samples("speed").values())
        .allSatisfy(sample -> assertThat(sample).startsWith("shardId-"));
    assertThat(trueUp("it-malformed").crossChecked()).isEqualTo("true");
  }

  @Test
  void batch_redelivered_changesNothing() throws Exception {
    send(Math.min(EVENTS, trial.sent() + REDELIVERED));
    TableDump before = dump("HotTable");
    Map<String, Map<String, AttributeValue>> ledger = dump("ControlTable").closedEntries();
    progress.phase("redelivery", new Redelivery(stage)::run);
    assertThat(dump("HotTable").difference(before)).isEmpty();
    assertThat(dump("ControlTable").closedEntries()).containsAllEntriesOf(ledger);
    check("after the redelivery", Demand.ANY);
  }

  private TableDump dump(String table) {
    return TableDump.of(stage.localStack().endpoint(), stage.deployment().output(table));
  }

  @Test
  void query_badInEachWay_isAProblemThatNamesTheField() throws Exception {
    for (BadQuery bad : BadQuery.all()) {
      Api.Reply reply = api.call(URI.create(api.address("", Map.of()) + bad.address()));
      assertThat(reply.status()).as(bad.address()).isEqualTo(bad.status());
      assertThat(reply.contentType()).as(bad.address()).startsWith("application/problem+json");
      JsonNode problem = json.readTree(reply.body());
      assertThat(problem.path("status").intValue()).as(bad.address()).isEqualTo(bad.status());
      assertThat(problem.path("field").textValue()).as(bad.address()).isEqualTo(bad.field());
      assertThat(problem.path("detail").textValue()).as(bad.address()).isNotBlank();
      assertThat(reply.body()).as(bad.address()).doesNotContain("Exception");
    }
  }

  /** EMR Serverless and Glue can't run here, but what starts them can be read. */
  @ParameterizedTest
  @ValueSource(strings = {"emr-serverless", "glue", "activity"})
  void workflow_ofEachEngine_isOneThatStepFunctionsTakes(String engine, @TempDir Path folder)
      throws Exception {
    String workflow = SynthesizedWorkflow.of(engine, checkout, folder);

    assertThat(validated(workflow).diagnostics()).isEmpty();
    assertThat(validated(workflow).result()).isEqualTo(ValidateStateMachineDefinitionResultCode.OK);
    assertThat(validated(workflow.replace("\"Wait\"", "\"Weight\"")).result())
        .isEqualTo(ValidateStateMachineDefinitionResultCode.FAIL);
  }

  private ValidateStateMachineDefinitionResponse validated(String workflow) {
    return stage
        .cloud()
        .workflows()
        .validateStateMachineDefinition(request -> request.definition(workflow));
  }

  @Test
  void deploy_wrongPipeline_saysAllThatIsWrongAndDeploysNothing(@TempDir Path folder)
      throws Exception {
    String text = Files.readString(checkout.pipeline("flights").resolve("pipeline.yaml"));
    Files.writeString(
        folder.resolve("pipeline.yaml"),
        text.replace("by: [origin]", "by: [orign]").replace("mean(delay)", "meen(delay)"));
    Files.copy(checkout.pipeline("flights").resolve("flight.avsc"), folder.resolve("flight.avsc"));
    Stacks stacks = new Stacks(stage);
    Map<String, String> before = stacks.changes();
    Command.Result result =
        stage.cdk().tryDeploy(folder, Map.of(), instance.resolve("wrong-outputs.json"));
    assertThat(result.exitCode()).isNotZero();
    assertThat(stage.cdk().log())
        .content()
        .contains("pipeline.yaml")
        .contains("orign")
        .contains("meen");
    assertThat(stacks.changes()).isEqualTo(before);
  }
}
