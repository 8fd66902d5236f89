package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.trueup.cli.aws.Deployment;
import io.trueup.cli.aws.Target;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateEnteredEventDetails;

/** Starts a true-up. */
@Command(
    name = "true-up",
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Starts a true-up: what is new up to the newest cut is recomputed, checked and served as a new"
          + " version; everything is when that is due (`full` in the pipeline file), or with --full."
          + " With engine=activity a worker has to run.",
      ""
    },
    footer = {
      "",
      "Example:",
      "  scripts/trueup true-up --wait --name flights",
      "",
      "Exit codes: 0 started, with --wait ended well; 1 it failed or did not work; 2 wrongly asked"
          + " for."
    })
final class TrueUpNow implements Callable<Integer> {

  /** A time as it may stand in the name of a run. */
  static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Console console;

  @Option(names = "--wait", description = "Follow it from state to state to its end.")
  private boolean wait;

  @Option(names = "--full", description = "Recompute everything, whether it is due or not.")
  private boolean full;

  @Option(
      names = "--dry-run",
      description = "Do all but the swap: the output says what would be served, or asked.")
  private boolean dry;

  @Mixin private final Target target = new Target();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  TrueUpNow(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Deployment deployment = target.find(console);
    String machine = deployment.output("StateMachineArn");
    String name = "cli-" + STAMP.format(console.clock().instant());
    SfnClient workflows = deployment.cloud().workflows();
    String execution =
        workflows
            .startExecution(
                call ->
                    call.stateMachineArn(machine)
                        .name(name)
                        .input("{\"full\":%b,\"dry_run\":%b}".formatted(full, dry)))
            .executionArn();
    if (!wait) {
      tell(execution, "STARTED", "");
      return 0;
    }
    DescribeExecutionResponse end = follow(workflows, execution, name);
    if (end.status() != ExecutionStatus.SUCCEEDED) {
      throw Failure.wrong("%s %s: %s: %s", name, end.statusAsString(), end.error(), end.cause());
    }
    tell(execution, end.statusAsString(), end.output());
    return 0;
  }

  private DescribeExecutionResponse follow(SfnClient workflows, String execution, String name) {
    Progress progress = console.progress();
    int told = 0;
    while (true) {
      DescribeExecutionResponse now = workflows.describeExecution(c -> c.executionArn(execution));
      List<StateEnteredEventDetails> states =
          workflows.getExecutionHistoryPaginator(c -> c.executionArn(execution)).stream()
              .flatMap(page -> page.events().stream())
              .map(HistoryEvent::stateEnteredEventDetails)
              .filter(Objects::nonNull)
              .toList();
      states.subList(told, states.size()).forEach(state -> tell(progress, state, name));
      told = states.size();
      if (now.status() != ExecutionStatus.RUNNING) {
        return now;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static void tell(Progress progress, StateEnteredEventDetails state, String name) {
    progress.say("%s", state.name());
    if (state.name().equals("Ask")) {
      progress.say(
          "waits for a person: %s%n`trueup diff %s` shows more; `trueup approve %s` serves the"
              + " version, `trueup reject %s` keeps the old one",
          why(state.input()), name, name, name);
    }
  }

  /** Why the step before asks. */
  private static String why(String settled) {
    try {
      return Json.read(settled.getBytes(UTF_8)).path("why").asText();
    } catch (JsonProcessingException e) {
      throw Failure.wrong("the run asks by '%s', expected JSON", settled);
    }
  }

  private void tell(String execution, String status, String output) {
    if (!json) {
      console.out().printf("%s %s%n", status.toLowerCase(java.util.Locale.ROOT), execution);
      if (!output.isEmpty()) {
        console.out().println(output);
      }
      return;
    }
    Json.print(
        console.out(),
        out -> {
          out.writeStartObject();
          out.writeStringField("execution", execution);
          out.writeStringField("status", status);
          out.writeFieldName("output");
          out.writeRawValue(output.isEmpty() ? "null" : output);
          out.writeEndObject();
        });
  }
}
