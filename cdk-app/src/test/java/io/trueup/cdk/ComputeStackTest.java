package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComputeStackTest {

  private static JsonNode template;

  @BeforeAll
  static void synthesize(@TempDir Path folder) {
    template =
        Deployed.of(
                Deployed.settings(Engine.ACTIVITY, Keeping.KEPT), Deployed.artifacts(folder, "a"))
            .compute();
  }

  @Test
  void outputs_always_areTheOnesThatScriptsRead() {
    assertThat(template.path("Outputs").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "ApiUrl",
            "ApiId",
            "StateMachineArn",
            "ActivityArn",
            "AlarmTopic",
            "StreamName",
            "ControlTable",
            "HotTable",
            "Engine",
            "Load",
            "HotRetention",
            "ArchiveBucket",
            "Definition",
            "PlanFunction",
            "StepFunction");
  }

  @Test
  void functions_all_knowTheWholeDeployment() {
    assertThat(of("AWS::Lambda::Function"))
        .hasSize(7)
        .allSatisfy(
            function -> {
              JsonNode variables = function.at("/Environment/Variables");
              assertThat(variables.fieldNames())
                  .toIterable()
                  .contains(
                      "TRUEUP_PIPELINE",
                      "TRUEUP_CONTROL_TABLE",
                      "TRUEUP_HOT_TABLE",
                      "TRUEUP_SEGMENT_PREFIX",
                      "TRUEUP_STREAM",
                      "TRUEUP_ARCHIVE_BUCKET",
                      "TRUEUP_DELIVERY",
                      "TRUEUP_QUEUE",
                      "TRUEUP_DEFINITION",
                      "TRUEUP_FINGERPRINT",
                      "TRUEUP_NAME",
                      "TRUEUP_KEPT_VERSIONS",
                      "TRUEUP_EVENT_BUS",
                      "TRUEUP_EPOCH",
                      "TRUEUP_HEARTBEAT",
                      "TRUEUP_HOT_RETENTION",
                      "TRUEUP_KMS_KEY");
              assertThat(variables.path("TRUEUP_EPOCH").asText()).isEqualTo("5m");
              assertThat(variables.path("TRUEUP_SEGMENT_PREFIX").asText())
                  .isEqualTo("trueup-flights-v-");
              assertThat(function.path("Runtime").asText()).isEqualTo("java17");
            });
  }

  @Test
  void functions_all_haveAnEncryptedLogThatEnds() {
    assertThat(of("AWS::Logs::LogGroup"))
        .hasSize(10) // seven functions, Firehose, API, workflow
        .allSatisfy(
            log -> {
              assertThat(log.path("RetentionInDays").asInt()).isEqualTo(30);
              assertThat(log.has("KmsKeyId")).isTrue();
            });
    assertThat(of("AWS::Lambda::Function"))
        .allSatisfy(
            function -> assertThat(function.at("/LoggingConfig/LogGroup").has("Ref")).isTrue());
  }

  @Test
  void delivery_always_compressesByTheHourAndIsEncrypted() {
    assertThat(of("AWS::KinesisFirehose::DeliveryStream"))
        .singleElement()
        .satisfies(
            delivery -> {
              JsonNode s3 = delivery.path("ExtendedS3DestinationConfiguration");
              assertThat(s3.path("Prefix").asText())
                  .isEqualTo(
                      "archive/!{timestamp:yyyy}/!{timestamp:MM}/!{timestamp:dd}/!{timestamp:HH}/");
              assertThat(s3.path("CompressionFormat").asText()).isEqualTo("GZIP");
              assertThat(s3.at("/BufferingHints/SizeInMBs").asInt()).isEqualTo(64);
              assertThat(s3.at("/BufferingHints/IntervalInSeconds").asInt()).isEqualTo(60);
              assertThat(
                      delivery.at("/DeliveryStreamEncryptionConfigurationInput/KeyType").asText())
                  .isEqualTo("CUSTOMER_MANAGED_CMK");
            });
  }

  @Test
  void queues_both_areEncryptedAndAskForTls() {
    assertThat(of("AWS::SQS::Queue"))
        .hasSize(2)
        .allSatisfy(queue -> assertThat(queue.has("KmsMasterKeyId")).isTrue());
    assertThat(of("AWS::SQS::QueuePolicy"))
        .hasSize(2)
        .allSatisfy(
            policy ->
                assertThat(policy.toString())
                    .contains("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}"));
  }

  @Test
  void methods_ofTheApi_areReadOnlyAndSigned() {
    assertThat(of("AWS::ApiGateway::Method"))
        .hasSize(1)
        .allSatisfy(
            method -> {
              assertThat(method.path("HttpMethod").asText()).isEqualTo("GET");
              assertThat(method.path("AuthorizationType").asText()).isEqualTo("AWS_IAM");
            });
  }

  @Test
  void stack_always_needsNoHelperOfCdk() {
    assertThat(template.path("Resources"))
        .noneSatisfy(each -> assertThat(each.path("Type").asText()).startsWith("Custom::"))
        .noneSatisfy(
            each ->
                assertThat(each.path("Type").asText())
                    .isEqualTo("AWS::CloudFormation::CustomResource"));
  }

  @Test
  void schedule_byDefault_startsATrueUpEachHourOfThePipeline() {
    assertThat(Deployed.resources(template, "AWS::Events::Rule").entrySet())
        .filteredOn(rule -> rule.getKey().startsWith("WorkflowSchedule"))
        .extracting(Map.Entry::getValue)
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.at("/Properties/ScheduleExpression").asText())
                  .isEqualTo("rate(1 hour)");
              assertThat(rule.at("/Properties/State").asText()).isEqualTo("ENABLED");
              assertThat(rule.at("/Properties/Targets"))
                  .singleElement()
                  .satisfies(
                      target ->
                          assertThat(target.at("/Arn/Ref").asText())
                              .isEqualTo(theOne("AWS::StepFunctions::StateMachine")));
            });
  }

  private static String theOne(String type) {
    return Deployed.resources(template, type).keySet().iterator().next();
  }

  private static Collection<JsonNode> of(String type) {
    return Deployed.resources(template, type).values().stream()
        .map(resource -> resource.path("Properties"))
        .toList();
  }
}
