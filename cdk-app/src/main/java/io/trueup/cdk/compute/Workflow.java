package io.trueup.cdk.compute;

import io.trueup.cdk.Rhythm;
import io.trueup.cdk.Settings;
import io.trueup.cdk.Suppression;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.SfnStateMachine;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.stepfunctions.DefinitionBody;
import software.amazon.awscdk.services.stepfunctions.LogLevel;
import software.amazon.awscdk.services.stepfunctions.LogOptions;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/** The state machine that carries out true-ups, and the schedule that starts it. */
final class Workflow extends Construct {

  private final StateMachine machine;

  Workflow(
      Construct scope,
      Settings settings,
      Recompute recompute,
      Map<String, String> more,
      Function step,
      IKey key) {
    super(scope, "Workflow");
    Role role =
        ServiceRole.of(
            this,
            new ServicePrincipal("states.amazonaws.com"),
            List.of(Permission.to("lambda", "InvokeFunction").on(step.getFunctionArn())));
    ServiceRole.allow(role, recompute.permissions());
    Map<String, String> names = new TreeMap<>(recompute.names());
    names.putAll(more);
    names.put("Partition", Aws.PARTITION);
    names.put("Step", step.getFunctionArn());
    machine =
        StateMachine.Builder.create(this, "Trueup")
            .stateMachineName(settings.workflow())
            .comment("Trueup %s: true-ups".formatted(settings.name()))
            .definitionBody(
                DefinitionBody.fromString(
                    WorkflowText.of(recompute.state(), settings.rhythm().gateWait())))
            .definitionSubstitutions(names)
            .role(role)
            .tracingEnabled(true)
            .logs(
                LogOptions.builder()
                    .destination(Logs.group(this, key))
                    .level(LogLevel.ALL)
                    .includeExecutionData(false)
                    .build())
            .build();
    Suppression.of(
        role, "IAM5", "Delivery of logs and traces is granted on nothing narrower by AWS.");
    schedule(settings);
  }

  StateMachine machine() {
    return machine;
  }

  private void schedule(Settings settings) {
    long minutes = settings.rhythm().schedule().millis() / 60_000;
    Rule.Builder.create(this, "Schedule")
        .description("Starts a true-up")
        .schedule(Schedule.rate(Duration.minutes(minutes)))
        .enabled(settings.rhythm().scheduling() == Rhythm.Scheduling.ON)
        .targets(List.of(new SfnStateMachine(machine)))
        .build();
  }
}
