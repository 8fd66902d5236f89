package io.trueup.trueup;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.trueup.aws.Clients;
import io.trueup.aws.DynamoTables;
import io.trueup.aws.Environment;
import io.trueup.aws.EventBridgeBus;
import io.trueup.aws.Executions;
import io.trueup.aws.S3Objects;
import io.trueup.aws.Surroundings;
import io.trueup.store.Approval;
import io.trueup.store.Doubts;
import io.trueup.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The true-up function: carries out one step of the state machine, named by {@code step}. */
public final class StepHandler implements RequestStreamHandler {

  private final Deployment deployment;
  private final PrintStream log;

  public StepHandler() {
    Environment environment = Environment.of(System.getenv());
    Surroundings surroundings =
        Surroundings.enter(environment, Clients.dynamo(), Clock.systemUTC());
    this.deployment =
        new Deployment(
            surroundings.control(),
            new S3Objects(Clients.s3(), environment.archiveBucket()),
            new DynamoTables(surroundings.dynamo(), Optional.of(environment.key()), Map.of()),
            surroundings.library(),
            Surroundings.deployed(environment),
            new Deployment.Names(
                environment.archiveBucket(),
                environment.controlTable(),
                new Deployment.Hot(environment.hotTable(), environment.retention()),
                environment.stream(),
                environment.segmentPrefix(),
                environment.key()),
            environment.gate(),
            environment.keptVersions(),
            Clock.systemUTC(),
            new Executions(Clients.workflows()),
            new Audience(
                new EventBridgeBus(Clients.events(), environment.eventBus()),
                environment.name(),
                environment.pipeline()));
    this.log = System.out;
  }

  /** On a deployment that may be made up; {@code log} is where metrics are printed. */
  public StepHandler(Deployment deployment, PrintStream log) {
    this.deployment = deployment;
    this.log = log;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Map<String, Object> input =
        Json.object(new String(event.readAllBytes(), StandardCharsets.UTF_8));
    answer.write(Json.write(step(input)).getBytes(StandardCharsets.UTF_8));
  }

  /** Carries out the step that an input names; the answer is what the workflow decides by. */
  public Map<String, Object> step(Map<String, Object> input) {
    String step = Json.text(input, "step");
    Run run = Run.of(input);
    return switch (step) {
      case "choose-cut" -> new CutChoice(deployment).choose(run, extent(input));
      case "settle" ->
          new Settlement(deployment).settle(run, reportKey(run.name(), input), purpose(input));
      case "ask" ->
          new Asking(deployment)
              .ask(
                  run,
                  reportKey(run.name(), input),
                  Json.text(input, "why"),
                  doubts(input),
                  Json.text(input, "token"));
      case "tell" ->
          new Telling(deployment)
              .tell(run, reportKey(run.name(), input), Json.number(input, "generation"));
      case "untold" -> untold(run, Json.text(input, "why"));
      case "retire" -> new Retirement(deployment).retire(run, unnamed(input), purpose(input));
      case "release" -> release(run);
      case "rollback" -> rollback().rollback(run, Json.text(input, "version"));
      case "resume" -> rollback().resume(run);
      case "approve" ->
          new Asking(deployment)
              .decide(Json.text(input, "version"), Approval.Standing.APPROVED, reason(input));
      case "reject" ->
          new Asking(deployment)
              .decide(Json.text(input, "version"), Approval.Standing.REJECTED, reason(input));
      default ->
          throw new IllegalArgumentException(
              "step '%s', expected choose-cut, settle, ask, tell, untold, retire, release, rollback, resume, approve or reject"
                  .formatted(step));
    };
  }

  /** Where the recompute of this attempt has left its report. */
  private static String reportKey(String run, Map<String, Object> input) {
    return "runs/%s/%d/report.json".formatted(run, Json.number(input, "attempt"));
  }

  /** What the first step said that this run may retire. */
  private static List<String> unnamed(Map<String, Object> input) {
    return Json.list(input, "unnamed").stream().map(String.class::cast).toList();
  }

  /** What settling says is in doubt; a run that an older workflow began does not hand it on. */
  private static Optional<Doubts> doubts(Map<String, Object> input) {
    return input.containsKey("doubts")
        ? Optional.of(Doubts.of(Json.object(input, "doubts")))
        : Optional.empty();
  }

  /** What a person says of an answer, if anything. */
  private static String reason(Map<String, Object> input) {
    return input.containsKey("reason") ? Json.text(input, "reason") : "";
  }

  /** How much is recomputed at least. */
  private static CutChoice.Extent extent(Map<String, Object> input) {
    return Boolean.TRUE.equals(input.get("full"))
        ? CutChoice.Extent.FULL
        : CutChoice.Extent.WHAT_IS_NEW;
  }

  /** What a run is for; one that an older workflow began says nothing of it. */
  private static Run.Purpose purpose(Map<String, Object> input) {
    return Boolean.TRUE.equals(input.get("dry_run")) ? Run.Purpose.DRY : Run.Purpose.SWAP;
  }

  private Rollback rollback() {
    return new Rollback(deployment, says());
  }

  private Map<String, Object> untold(Run run, String why) {
    says().say(run.name(), why);
    return Map.of("outcome", "untold");
  }

  private Untold says() {
    return new Untold(deployment.names().controlTable(), deployment.clock(), log);
  }

  private Map<String, Object> release(Run run) {
    deployment.release(run);
    return Map.of("outcome", "released");
  }
}
