package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a deployment that trues up each hour and keeps deltas for 14 days. */
class AlarmsTest {

  private static Deployed deployed;

  @BeforeAll
  static void synthesize(@TempDir Path folder) {
    deployed =
        Deployed.of(
            Deployed.settings(Engine.ACTIVITY, Keeping.KEPT), Deployed.artifacts(folder, "a"));
  }

  @Test
  void deltas_tooOld_alarmDaysBeforeTheyExpire() {
    JsonNode alarm = alarm("OldestDeltaAge");
    assertThat(alarm.path("Threshold").asLong()).isEqualTo((3_600 + 14 * 24 * 3_600) / 2);
    assertThat(alarm.path("Statistic").asText()).isEqualTo("Maximum");
    assertThat(alarm.path("ComparisonOperator").asText())
        .isEqualTo("GreaterThanOrEqualToThreshold");
  }

  /** Who looks may be dead as well. */
  @Test
  void deltas_noNumberForAnHour_alarm() {
    JsonNode alarm = alarm("OldestDeltaAge");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("breaching");
    assertThat(alarm.path("Period").asLong() * alarm.path("EvaluationPeriods").asLong())
        .isEqualTo(3_600);
  }

  /** The least of an hour's numbers: a beat that is on its way lacks in one of them, or two. */
  @Test
  void beats_oneLacksForAnHour_alarm() {
    JsonNode alarm = alarm("MissingHeartbeats");
    assertThat(alarm.path("Threshold").asLong()).isEqualTo(1);
    assertThat(alarm.path("Statistic").asText()).isEqualTo("Minimum");
    assertThat(alarm.path("Period").asLong() * alarm.path("EvaluationPeriods").asLong())
        .isEqualTo(3_600);
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("ignore");
  }

  /** Nothing is logged where all swaps are told of, and one that is not does not mend itself. */
  @Test
  void untold_aSwap_alarm() {
    JsonNode alarm = alarm("UntoldSwaps");
    assertThat(alarm.path("Threshold").asLong()).isEqualTo(1);
    assertThat(alarm.path("Statistic").asText()).isEqualTo("Sum");
    assertThat(alarm.path("Period").asLong() * alarm.path("EvaluationPeriods").asLong())
        .isEqualTo(3_600);
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
  }

  /** Whichever way it ends, once; an hour without an execution is none. */
  @Test
  void runs_oneEndsBadly_alarm() {
    JsonNode alarm = runs();
    assertThat(alarm.path("Threshold").asLong()).isEqualTo(1);
    assertThat(alarm.path("ComparisonOperator").asText())
        .isEqualTo("GreaterThanOrEqualToThreshold");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
    assertThat(alarm.path("Metrics"))
        .filteredOn(metric -> metric.has("Expression"))
        .singleElement()
        .satisfies(
            sum ->
                assertThat(sum.path("Expression").asText())
                    .isEqualTo("FILL(failed, 0) + FILL(late, 0) + FILL(stopped, 0)"));
    assertThat(alarm.path("Metrics"))
        .filteredOn(metric -> metric.has("MetricStat"))
        .allSatisfy(
            metric -> {
              assertThat(metric.at("/MetricStat/Stat").asText()).isEqualTo("Sum");
              assertThat(metric.at("/MetricStat/Period").asLong()).isEqualTo(3_600);
              assertThat(metric.at("/MetricStat/Metric/Namespace").asText())
                  .isEqualTo("AWS/States");
              assertThat(metric.at("/MetricStat/Metric/Dimensions/0/Name").asText())
                  .isEqualTo("StateMachineArn");
              assertThat(metric.at("/MetricStat/Metric/Dimensions/0/Value/Ref").asText())
                  .startsWith("WorkflowTrueup");
            })
        .extracting(
            metric -> metric.path("Id").asText(),
            metric -> metric.at("/MetricStat/Metric/MetricName").asText())
        .containsExactlyInAnyOrder(
            tuple("failed", "ExecutionsFailed"),
            tuple("late", "ExecutionsTimedOut"),
            tuple("stopped", "ExecutionsAborted"));
  }

  @Test
  void alarms_all_tellTheTopic() {
    assertThat(of("AWS::CloudWatch::Alarm"))
        .hasSize(4)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.at("/AlarmActions/0/Ref").asText()).isEqualTo(theTopic());
              assertThat(alarm.at("/OKActions/0/Ref").asText()).isEqualTo(theTopic());
            });
  }

  @Test
  void alarms_onMetricsOfTrueup_areOnThisDeploymentsNumbers() {
    assertThat(of("AWS::CloudWatch::Alarm"))
        .filteredOn(alarm -> !alarm.has("Metrics"))
        .hasSize(3)
        .allSatisfy(
            alarm -> {
              assertThat(alarm.path("Namespace").asText()).isEqualTo("Trueup");
              assertThat(alarm.at("/Dimensions/0/Name").asText()).isEqualTo("ControlTable");
              assertThat(alarm.at("/Dimensions/0/Value"))
                  .isEqualTo(
                      of("AWS::Lambda::Function")
                          .iterator()
                          .next()
                          .at("/Environment/Variables/TRUEUP_CONTROL_TABLE"));
            });
  }

  @Test
  void topic_always_isEncryptedAndCloudWatchMayPublish() {
    assertThat(of("AWS::SNS::Topic"))
        .singleElement()
        .satisfies(topic -> assertThat(topic.has("KmsMasterKeyId")).isTrue());
    assertThat(of("AWS::SNS::TopicPolicy"))
        .singleElement()
        .asString()
        .contains("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}")
        .contains("{\"Service\":\"cloudwatch.amazonaws.com\"}");
    assertThat(Deployed.resources(deployed.data(), "AWS::KMS::Key").values())
        .singleElement()
        .asString()
        .contains(
            "{\"Action\":[\"kms:Decrypt\",\"kms:GenerateDataKey\"],\"Effect\":\"Allow\","
                + "\"Principal\":{\"Service\":\"cloudwatch.amazonaws.com\"}");
  }

  @Test
  void watch_everyFiveMinutes_isCalled() {
    assertThat(Deployed.resources(deployed.compute(), "AWS::Events::Rule").entrySet())
        .filteredOn(rule -> rule.getKey().startsWith("AlarmsLook"))
        .extracting(Map.Entry::getValue)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.at("/Properties/ScheduleExpression").asText())
                  .isEqualTo("rate(5 minutes)");
              assertThat(rule.at("/Properties/State").asText()).isEqualTo("ENABLED");
              assertThat(rule.at("/Properties/Targets/0/Arn/Fn::GetAtt/0").asText())
                  .startsWith("Watch");
            });
  }

  private static JsonNode alarm(String metric) {
    return of("AWS::CloudWatch::Alarm").stream()
        .filter(alarm -> alarm.path("MetricName").asText().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode runs() {
    return of("AWS::CloudWatch::Alarm").stream()
        .filter(alarm -> alarm.has("Metrics"))
        .findFirst()
        .orElseThrow();
  }

  private static String theTopic() {
    return Deployed.resources(deployed.compute(), "AWS::SNS::Topic").keySet().iterator().next();
  }

  private static Collection<JsonNode> of(String type) {
    return Deployed.resources(deployed.compute(), type).values().stream()
        .map(resource -> resource.path("Properties"))
        .toList();
  }
}
