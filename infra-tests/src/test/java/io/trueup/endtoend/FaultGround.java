package io.trueup.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.Material;
import io.trueup.demo.Progress;
import io.trueup.demo.Stage;
import io.trueup.demo.Trial;
import io.trueup.demo.check.CellId;
import io.trueup.demo.check.Certificate;
import io.trueup.demo.check.Check;
import io.trueup.demo.check.Comparison.Demand;
import io.trueup.demo.check.Question;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.LocalStack;
import io.trueup.demo.host.Running;
import io.trueup.faults.ArchiveObjects;
import io.trueup.faults.Processes;
import io.trueup.faults.Rerouting;
import io.trueup.faults.ServiceProxy;
import io.trueup.faults.StreamFunction;
import io.trueup.store.Layer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A pipeline, of flights mostly, deployed for faults: both functions that consume the stream call
 * DynamoDB by way of a proxy each.
 */
record FaultGround(
    Running running,
    Progress progress,
    Stage stage,
    Trial trial,
    StreamFunction speed,
    ServiceProxy speedProxy,
    StreamFunction archive,
    ServiceProxy archiveProxy) {

  static final Checkout CHECKOUT =
      new Checkout(Path.of(System.getProperty("trueup.checkout", "..")));

  private static final ObjectMapper JSON = new ObjectMapper();

  static final long EPOCH_MILLIS = 5_000;

  /**
   * Kinesis records a batch, each of many flights: several batches come in one epoch and add to the
   * same deltas.
   */
  private static final String BATCH_SIZE = "3";

  /** Deploys at an instance of that name, with so many flights to send. */
  static FaultGround up(String name, long flights) throws Exception {
    return up(name, CHECKOUT.pipeline("flights"), CHECKOUT.flights(), flights, Map.of());
  }

  /** The same for any pipeline and the first events of a file, with settings beside the usual. */
  static FaultGround up(
      String name, Path pipeline, Path data, long events, Map<String, String> more)
      throws Exception {
    return up(name, pipeline, data, events, more, localStack -> Map.of());
  }

  /** The same with a worker that is given other variables too. */
  static FaultGround up(
      String name,
      Path pipeline,
      Path data,
      long events,
      Map<String, String> more,
      Function<LocalStack, Map<String, String>> worker)
      throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("batch-size", BATCH_SIZE));
    settings.putAll(more);
    Path instance = CHECKOUT.instance(name);
    Progress progress = new Progress(System.out);
    LocalStack.stop(CHECKOUT, instance);
    progress.phase("LocalStack is installed", () -> LocalStack.setUp(CHECKOUT, instance));
    Running running = new Running();
    try {
      Material material = running.add(Material.open(CHECKOUT, instance, pipeline, data, events));
      Stage stage =
          running.add(
              Stage.up(
                  CHECKOUT, instance, pipeline, OptionalInt.empty(), settings, worker, progress));
      StreamFunction speed = StreamFunction.of(stage, Layer.SPEED);
      StreamFunction archive = StreamFunction.of(stage, Layer.ARCHIVE);
      ServiceProxy speedProxy = running.add(ServiceProxy.before(stage.localStack().dynamo()));
      ServiceProxy archiveProxy = running.add(ServiceProxy.before(stage.localStack().dynamo()));
      Trial trial = new Trial(material, stage, progress);
      FaultGround ground =
          new FaultGround(
              running, progress, stage, trial, speed, speedProxy, archive, archiveProxy);
      ground.reroute();
      return ground;
    } catch (Exception e) {
      try (running) {
        throw e;
      }
    }
  }

  private void reroute() {
    Rerouting.to(speedProxy.endpoint(), speed);
    Rerouting.to(archiveProxy.endpoint(), archive);
  }

  /** Deploys a changed pipeline over the one there. */
  void deploy(Path pipeline) throws Exception {
    progress.phase("cdk deploy of a changed pipeline", () -> stage.deploy(pipeline));
    // The deployment has set the functions' environment anew.
    reroute();
  }

  /** Sends so many flights more and waits until they count in the live answers. */
  void send(long count) throws Exception {
    long to = trial.sent() + count;
    progress.phase("flights up to %d".formatted(to), () -> trial.send(to));
    awaitLive();
  }

  void awaitLive() throws Exception {
    progress.phase("flights up to %d counted".formatted(trial.sent()), trial::awaitLive);
  }

  /** As {@link #send}; returns the largest object of the archive that has come of it. */
  String sendToOneObject(long count) throws Exception {
    Map<String, Long> before = objects().sizes();
    send(count);
    awaitPassed();
    Map<String, Long> sizes = objects().sizes();
    sizes.keySet().removeAll(before.keySet());
    return Collections.max(sizes.entrySet(), Map.Entry.comparingByValue()).getKey();
  }

  ArchiveObjects objects() {
    return ArchiveObjects.of(stage);
  }

  /** Waits until the next epoch has begun in both layers, so that a cut follows all sent. */
  void awaitPassed() {
    for (Layer layer : Layer.values()) {
      awaitEpoch(layer);
    }
  }

  /** Waits until the next epoch has begun in a layer: where the other one is dead. */
  void awaitEpoch(Layer layer) {
    long now = System.currentTimeMillis();
    Instant next = Instant.ofEpochMilli(now + EPOCH_MILLIS - now % EPOCH_MILLIS);
    Status.awaitPast(stage.api(), layer.word(), next, progress);
  }

  /** Waits for a true-up to swap, and returns the report of an attempt. */
  JsonNode swappedBy(TrueUpRun run, int attempt) throws Exception {
    JsonNode output = progress.phase("true-up %s ends".formatted(run.name()), run::output);
    assertThat(output.required("outcome").textValue()).isEqualTo("swapped");
    return run.report(attempt);
  }

  /** The outcome of a step of the true-up's function, called by a person. */
  String stepped(Map<String, String> input) {
    String function = stage.deployment().output("StepFunction");
    try {
      byte[] payload = JSON.writeValueAsBytes(input);
      return JSON.readTree(
              stage
                  .cloud()
                  .functions()
                  .invoke(
                      call -> call.functionName(function).payload(SdkBytes.fromByteArray(payload)))
                  .payload()
                  .asByteArray())
          .required("outcome")
          .textValue();
    } catch (IOException e) {
      throw new UncheckedIOException("step %s".formatted(input), e);
    }
  }

  /** The folder of the flights' pipeline. */
  Path pipeline() {
    return CHECKOUT.pipeline("flights");
  }

  /** Of the answers now. */
  Certificate certificate() {
    CellId.Key noKey = new CellId.Key(Map.of());
    return stage.api().answer(Question.all("all_departures", "1d", noKey)).certificate();
  }

  /** Runs a true-up as {@link Trial#trueUp}, once the speed layer is abreast of the archive. */
  Certificate trueUp(String name) throws Exception {
    progress.phase(
        "speed is abreast", () -> Status.awaitAbreast(stage.api(), EPOCH_MILLIS, progress));
    return progress.phase("true-up " + name, () -> trial.trueUp(name));
  }

  /** Compares every cell with the oracle; fails when one is wrong. */
  Check.Result check(String name, Demand demand) throws Exception {
    Check.Result result = progress.phase("check, " + name, () -> trial.check(demand));
    assertThat(result.wrong()).as(name).isEmpty();
    assertThat(result.cells()).as(name).isPositive();
    return result;
  }

  /** Ends all of it; fails when a process is left. */
  void close() {
    running.close();
    progress.summary();
    assertThat(new Processes(stage.cdk().instance()).all()).as("processes left").isEmpty();
  }
}
