package io.trueup.cdk.compute;

import io.trueup.cdk.Rhythm;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.LambdaFunction;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.stepfunctions.StateMachine;
import software.constructs.Construct;

/**
 * What a person has to hear of: a function that looks every few minutes and logs what it sees, an
 * alarm on each of its metrics, on what the steps of true-ups log and on executions that end badly,
 * and the topic that all tell, when they go off and when they end.
 */
final class Alarms extends Construct {

  private static final Duration HOUR = Duration.hours(1);

  private final String controlTable;
  private final Topic topic;

  Alarms(
      Construct scope,
      Function watch,
      StateMachine trueUps,
      String controlTable,
      Rhythm rhythm,
      IKey key) {
    super(scope, "Alarms");
    this.controlTable = controlTable;
    topic = topic(key);
    Rule.Builder.create(this, "Look")
        .description("Looks for what a person has to hear of")
        .schedule(Schedule.rate(Duration.minutes(5)))
        .targets(List.of(new LambdaFunction(watch)))
        .build();
    tell(
        Alarm.Builder.create(this, "Deltas")
            .alarmDescription(
                "Deltas that answers need are kept for %s, and no true-up has passed them: see why"
                        .formatted(rhythm.hotRetention())
                    + " true-ups fail, or resume a rollback. Or the watching function is silent.")
            .metric(hourly("OldestDeltaAge", "Maximum"))
            .threshold(rhythm.deltasAreOldSeconds())
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.BREACHING)
            .build());
    tell(
        Alarm.Builder.create(this, "Beats")
            .alarmDescription(
                "Heartbeats lack in the archive's ledger: they were not sent, or records were lost.")
            .metric(hourly("MissingHeartbeats", "Minimum")) // not one that is on its way
            .threshold(1)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.IGNORE) // the other alarm says so
            .build());
    tell(
        Alarm.Builder.create(this, "Untold")
            .alarmDescription(
                "Not all of a swap was told, which stands: see why in the log of the steps' function,"
                    + " and have who listens read their numbers again.")
            .metric(hourly("UntoldSwaps", "Sum"))
            .threshold(1)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
    tell(
        Alarm.Builder.create(this, "Runs")
            .alarmDescription(
                "A true-up failed, ran out of time or was stopped: see why in its execution. The"
                    + " version before it is served, or its own, of which nobody was told then.")
            .metric(endedBadly(trueUps))
            .threshold(1)
            .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
            .evaluationPeriods(1)
            .treatMissingData(TreatMissingData.NOT_BREACHING)
            .build());
  }

  Topic topic() {
    return topic;
  }

  private void tell(Alarm alarm) {
    SnsAction topicOfAll = new SnsAction(topic);
    alarm.addAlarmAction(topicOfAll);
    alarm.addOkAction(topicOfAll);
  }

  private static IMetric endedBadly(StateMachine trueUps) {
    MetricOptions hourly = MetricOptions.builder().period(HOUR).statistic("Sum").build();
    return MathExpression.Builder.create()
        .expression("FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)")
        .usingMetrics(
            Map.of(
                "failed", trueUps.metricFailed(hourly),
                "late", trueUps.metricTimedOut(hourly),
                "stopped", trueUps.metricAborted(hourly)))
        .period(HOUR)
        .build();
  }

  private Metric hourly(String name, String statistic) {
    return Metric.Builder.create()
        .namespace("Trueup")
        .metricName(name)
        .dimensionsMap(Map.of("ControlTable", controlTable))
        .statistic(statistic)
        .period(HOUR)
        .build();
  }

  private Topic topic(IKey key) {
    Topic made = Topic.Builder.create(this, "Topic").masterKey(key).enforceSsl(true).build();
    made.addToResourcePolicy(
        PolicyStatement.Builder.create()
            .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
            .actions(List.of("sns:Publish"))
            .resources(List.of(made.getTopicArn()))
            .build());
    return made;
  }
}
