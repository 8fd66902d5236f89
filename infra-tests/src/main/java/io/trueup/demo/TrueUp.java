package io.trueup.demo;

import io.trueup.demo.host.Failure;
import io.trueup.demo.host.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/** Runs the state machine once and follows it from state to state. */
record TrueUp(SfnClient workflows, String stateMachine, Worker worker, Progress progress) {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Returns what the execution put out; fails with its error and cause when it did not succeed. */
  String run(String name) {
    String execution =
        workflows
            .startExecution(call -> call.stateMachineArn(stateMachine).name(name).input("{}"))
            .executionArn();
    long began = System.nanoTime();
    int told = 0;
    while (true) {
      DescribeExecutionResponse now = workflows.describeExecution(c -> c.executionArn(execution));
      told = tell(execution, told, began);
      if (now.status() == ExecutionStatus.SUCCEEDED) {
        return now.output();
      }
      if (now.status() != ExecutionStatus.RUNNING) {
        throw new Failure(
            "true-up %s: %s, %s: %s".formatted(name, now.status(), now.error(), now.cause()));
      }
      if (System.nanoTime() - began > LIMIT.toNanos()) {
        throw new Failure("true-up %s still runs after %s".formatted(name, LIMIT));
      }
      worker.requireAlive();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private int tell(String execution, int told, long began) {
    List<String> states =
        workflows.getExecutionHistoryPaginator(c -> c.executionArn(execution)).stream()
            .flatMap(page -> page.events().stream())
            .map(HistoryEvent::stateEnteredEventDetails)
            .filter(java.util.Objects::nonNull)
            .map(entered -> entered.name())
            .toList();
    double seconds = (System.nanoTime() - began) / 1e9;
    states
        .subList(told, states.size())
        .forEach(state -> progress.say("%5.1f s  %s", seconds, state));
    return states.size();
  }
}
