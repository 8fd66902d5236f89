package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeastPrivilegeTest {

  private static Deployed deployed;

  @BeforeAll
  static void synthesize(@TempDir Path folder) {
    deployed =
        Deployed.of(
            Deployed.settings(Engine.EMR_SERVERLESS, Keeping.KEPT),
            Deployed.artifacts(folder, "a"));
  }

  @Test
  void actions_ofAllRoles_areNamedInFull() {
    assertThat(allowed().flatMap(statement -> texts(statement.path("Action"))))
        .hasSizeGreaterThan(50)
        .noneMatch(action -> action.contains("*"));
  }

  @Test
  void resources_ofAllRoles_arePatternsOnlyWhereListed() {
    assertThat(
            allowed()
                .flatMap(statement -> texts(statement.path("Resource")))
                .filter(resource -> resource.contains("*"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "*", // log deliveries and traces of the state machine, the list of tables
            ":dynamodb:::table/trueup-flights-v-*",
            ":states:::execution:trueup-flights:*",
            ":s3:::/*.zip", // definitions of before, which stay in force
            "/archive/*",
            "/archive/refilled/*",
            "/errors/*",
            "/master/*",
            "/runs/*",
            "/jobruns/*");
  }

  @Test
  void everything_onEveryResource_isOnlyDeliveryOfLogsAndTracesAndTheListOfTables() {
    assertThat(
            allowed()
                .filter(statement -> texts(statement.path("Resource")).anyMatch("*"::equals))
                .flatMap(statement -> texts(statement.path("Action"))))
        .allMatch(
            action ->
                action.startsWith("logs:")
                    || action.startsWith("xray:")
                    || action.equals("dynamodb:ListTables"));
  }

  @Test
  void tables_madeAtRunTime_areMadeOnlyByTheJobListedAndDroppedOnlyByTheSteps() {
    assertThat(rolesWith("dynamodb:CreateTable")).singleElement().asString().startsWith("Emr");
    assertThat(rolesWith("dynamodb:DeleteTable")).singleElement().asString().startsWith("Step");
    assertThat(rolesWith("dynamodb:DescribeTable")).anyMatch(role -> role.startsWith("Emr"));
    assertThat(rolesWith("dynamodb:UpdateTable")).isEmpty();
    assertThat(rolesWith("dynamodb:ListTables")).singleElement().asString().startsWith("Step");
  }

  @Test
  void runs_areSeenOnlyByTheSteps() {
    assertThat(rolesWith("states:DescribeExecution")).singleElement().asString().startsWith("Step");
    assertThat(rolesWith("states:SendTaskSuccess")).singleElement().asString().startsWith("Step");
  }

  @Test
  void buses_areToldOnlyByTheStepsAsThisSystemOnOneBus() {
    assertThat(rolesWith("events:PutEvents")).singleElement().asString().startsWith("Step");
    assertThat(
            allowed()
                .filter(
                    statement ->
                        texts(statement.path("Action")).anyMatch("events:PutEvents"::equals)))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(texts(statement.path("Resource")))
                  .containsExactly(":events:::event-bus/default");
              assertThat(statement.at("/Condition/StringEquals/events:source").asText())
                  .isEqualTo("trueup");
              assertThat(
                      Path.of("../functions/aws/src/main/java/io/trueup/aws/EventBridgeBus.java"))
                  .content()
                  .contains("SOURCE = \"trueup\"");
            });
  }

  @Test
  void watching_readsTheControlTableAndNothingElse() {
    assertThat(actionsOf("Watch"))
        .containsExactlyInAnyOrder(
            "dynamodb:GetItem",
            "dynamodb:Query",
            "kms:Decrypt",
            "kms:DescribeKey",
            "logs:CreateLogStream",
            "logs:PutLogEvents");
  }

  @Test
  void serving_writesNowhere() {
    assertThat(rolesWith("dynamodb:PutItem"))
        .isNotEmpty()
        .noneMatch(role -> role.startsWith("Serving"));
  }

  @Test
  void objects_ofTheArchive_canBeDeletedByNobody() {
    assertThat(allowed().flatMap(statement -> texts(statement.path("Action"))))
        .noneMatch(action -> action.startsWith("s3:PutLifecycle"))
        .noneMatch(action -> action.startsWith("s3:DeleteObjectVersion"));
    assertThat(
            allowed()
                .filter(
                    statement ->
                        texts(statement.path("Action"))
                            .anyMatch(action -> action.startsWith("s3:Delete")))
                .flatMap(statement -> texts(statement.path("Resource"))))
        .as("of the master dataset alone, which is made of the archive")
        .containsOnly("/master/*");
  }

  @Test
  void roles_ofFunctions_haveNoManagedPolicies() {
    assertThat(Deployed.resources(deployed.compute(), "AWS::IAM::Role").entrySet())
        .filteredOn(role -> role.getValue().path("Properties").has("ManagedPolicyArns"))
        .extracting(java.util.Map.Entry::getKey)
        .singleElement()
        .asString()
        .startsWith("ApiCloudWatchRole");
  }

  private static List<String> rolesWith(String action) {
    return Deployed.resources(deployed.compute(), "AWS::IAM::Policy").entrySet().stream()
        .filter(
            policy ->
                statements(policy.getValue())
                    .anyMatch(each -> texts(each.path("Action")).anyMatch(action::equals)))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static List<String> actionsOf(String role) {
    return Deployed.resources(deployed.compute(), "AWS::IAM::Policy").entrySet().stream()
        .filter(policy -> policy.getKey().startsWith(role))
        .flatMap(policy -> statements(policy.getValue()))
        .flatMap(each -> texts(each.path("Action")))
        .toList();
  }

  private static Stream<JsonNode> allowed() {
    return Stream.of(deployed.data(), deployed.compute())
        .flatMap(template -> Deployed.resources(template, "AWS::IAM::Policy").values().stream())
        .flatMap(LeastPrivilegeTest::statements)
        .filter(statement -> statement.path("Effect").asText().equals("Allow"));
  }

  private static Stream<JsonNode> statements(JsonNode policy) {
    return elements(policy.at("/Properties/PolicyDocument/Statement"));
  }

  /** The one text or all of a list, with what is known only at deployment left out. */
  private static Stream<String> texts(JsonNode node) {
    return node.isArray() ? elements(node).map(LeastPrivilegeTest::text) : Stream.of(text(node));
  }

  private static String text(JsonNode node) {
    if (node.has("Fn::Join")) {
      String joined =
          elements(node.at("/Fn::Join/1")).map(JsonNode::asText).collect(Collectors.joining());
      return joined.startsWith("arn:") ? joined.substring("arn:".length()) : joined;
    }
    return node.asText();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
