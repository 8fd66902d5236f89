package io.trueup.cdk.compute;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.lambda.CfnEventInvokeConfig;
import software.amazon.awscdk.services.lambda.CfnEventSourceMapping;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * Heartbeats on every shard, more often than EventBridge's minute: each minute the beats of that
 * minute are queued, each delayed to its second.
 */
final class Heartbeats extends Construct {

  private final Function plan;

  Heartbeats(Construct scope, Functions functions, Access access, BeatQueue queue) {
    super(scope, "Heartbeats");
    String arn = queue.queue().getQueueArn();
    plan =
        functions
            .plan(
                this,
                List.of(
                    Permission.to("sqs", "SendMessage").on(arn, queue.lost().getQueueArn()),
                    access.useKey()))
            .function();
    failures(queue);
    Rule.Builder.create(this, "Minute")
        .description("Plans the next minute's heartbeats")
        .schedule(Schedule.rate(Duration.minutes(1)))
        .targets(List.of(new LambdaFunction(plan)))
        .build();
    Function beat =
        functions
            .beat(
                this,
                List.of(
                    Permission.to("sqs", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
                        .on(arn),
                    access.listShards(),
                    access.putEvents(),
                    access.useKey()))
            .function();
    CfnEventSourceMapping.Builder.create(this, "Due")
        .functionName(beat.getFunctionName())
        .eventSourceArn(arn)
        .batchSize(1)
        .build();
  }

  Function plan() {
    return plan;
  }

  /** The first-level construct, because the second-level one grants patterns of actions. */
  private void failures(BeatQueue queue) {
    CfnEventInvokeConfig.Builder.create(this, "Failures")
        .functionName(plan.getFunctionName())
        .qualifier("$LATEST")
        .maximumEventAgeInSeconds(60) // the next minute has a plan of its own
        .maximumRetryAttempts(2)
        .destinationConfig(
            CfnEventInvokeConfig.DestinationConfigProperty.builder()
                .onFailure(
                    CfnEventInvokeConfig.OnFailureProperty.builder()
                        .destination(queue.lost().getQueueArn())
                        .build())
                .build())
        .build();
  }
}
