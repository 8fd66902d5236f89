package io.trueup.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.trueup.demo.Stage;
import io.trueup.demo.check.Api;
import io.trueup.demo.host.Failure;
import io.trueup.faults.ArchiveObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/** A true-up that is left to run while something is done to what it works on. */
record TrueUpRun(Stage stage, String name, String execution) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofMinutes(4);

  static TrueUpRun start(Stage stage, String name) {
    return start(stage, name, "{}");
  }

  /** Of all history, whatever is due. */
  static TrueUpRun startFull(Stage stage, String name) {
    return start(stage, name, "{\"full\":true}");
  }

  /** One that swaps nothing. */
  static TrueUpRun startDry(Stage stage, String name) {
    return start(stage, name, "{\"dry_run\":true}");
  }

  private static TrueUpRun start(Stage stage, String name, String input) {
    String machine = stage.deployment().output("StateMachineArn");
    String execution =
        stage
            .cloud()
            .workflows()
            .startExecution(call -> call.stateMachineArn(machine).name(name).input(input))
            .executionArn();
    return new TrueUpRun(stage, name, execution);
  }

  /** The report of an attempt, when it has been written. */
  JsonNode report(int attempt) {
    return await("report of attempt " + attempt, () -> reportNow(attempt));
  }

  /** The report of an attempt, if it has been written. */
  Optional<JsonNode> reportNow(int attempt) {
    try {
      byte[] report =
          ArchiveObjects.of(stage).read("runs/%s/%d/report.json".formatted(name, attempt));
      return Optional.of(JSON.readTree(report));
    } catch (NoSuchKeyException notYet) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("read of %s's report %d".formatted(name, attempt), e);
    }
  }

  /** What the execution put out; fails if it did not succeed. */
  JsonNode output() {
    DescribeExecutionResponse end =
        await("end", () -> Optional.of(now()).filter(n -> n.status() != ExecutionStatus.RUNNING));
    if (end.status() != ExecutionStatus.SUCCEEDED) {
      throw new Failure(
          "true-up %s: %s, %s: %s".formatted(name, end.status(), end.error(), end.cause()));
    }
    try {
      return JSON.readTree(end.output());
    } catch (IOException e) {
      throw new UncheckedIOException("true-up %s put out '%s'".formatted(name, end.output()), e);
    }
  }

  /** Waits until it waits for a person; why it asks. */
  String awaitAsked(Api api) {
    return await(
        "question",
        () ->
            Optional.of(api.read("/v1/status", Map.of()).path("waiting"))
                .filter(waiting -> waiting.path("run").asText().equals(name))
                .map(waiting -> waiting.path("why").asText()));
  }

  /** Stops the execution, and so leaves the step that it is in. */
  void stop() {
    stage.cloud().workflows().stopExecution(call -> call.executionArn(execution));
    await("end", () -> isRunning() ? Optional.empty() : Optional.of(name));
  }

  boolean isRunning() {
    return now().status() == ExecutionStatus.RUNNING;
  }

  private DescribeExecutionResponse now() {
    return stage.cloud().workflows().describeExecution(call -> call.executionArn(execution));
  }

  private <T> T await(String what, Supplier<Optional<T>> look) {
    long began = System.nanoTime();
    Optional<T> found = look.get();
    while (found.isEmpty()) {
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new Failure("true-up %s: no %s within %s".formatted(name, what, LIMIT));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      found = look.get();
    }
    return found.get();
  }
}
