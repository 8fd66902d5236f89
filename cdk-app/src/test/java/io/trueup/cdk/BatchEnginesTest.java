package io.trueup.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The engines that the state machine starts: what each is, and what it and its starter may do. */
class BatchEnginesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<Engine, JsonNode> TEMPLATES = new TreeMap<>();

  /** On every engine, in every partition. */
  private static final Set<String> JOB =
      Set.of(
          "dynamodb:BatchWriteItem on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:CreateTable on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:DescribeTable on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:GetItem on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:PutItem on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:Query on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:TagResource on dynamodb:HERE:table/trueup-flights-v-*",
          "dynamodb:GetItem on {TablesControl}",
          "dynamodb:Query on {TablesControl}",
          "dynamodb:GetItem on {TablesHot}",
          "dynamodb:Query on {TablesHot}",
          "kinesis:DescribeStreamSummary on {EventsStream}",
          "kinesis:GetRecords on {EventsStream}",
          "kinesis:GetShardIterator on {EventsStream}",
          "kms:CreateGrant on {Key} when Bool kms:GrantIsForAWSResource true",
          "kms:Decrypt on {Key}",
          "kms:DescribeKey on {Key}",
          "kms:Encrypt on {Key}",
          "kms:GenerateDataKey on {Key}",
          "kms:GenerateDataKeyWithoutPlaintext on {Key}",
          "kms:ReEncryptFrom on {Key}",
          "kms:ReEncryptTo on {Key}",
          "s3:GetObject on ASSETS/*.zip",
          "s3:GetObject on ASSETS/HASH.jar",
          "glue:CreateTable on glue:HERE:catalog",
          "glue:CreateTable on glue:HERE:database/trueup_flights",
          "glue:CreateTable on glue:HERE:table/trueup_flights/events",
          "glue:GetDatabase on glue:HERE:catalog",
          "glue:GetDatabase on glue:HERE:database/trueup_flights",
          "glue:GetDatabase on glue:HERE:table/trueup_flights/events",
          "glue:GetTable on glue:HERE:catalog",
          "glue:GetTable on glue:HERE:database/trueup_flights",
          "glue:GetTable on glue:HERE:table/trueup_flights/events",
          "glue:UpdateTable on glue:HERE:catalog",
          "glue:UpdateTable on glue:HERE:database/trueup_flights",
          "glue:UpdateTable on glue:HERE:table/trueup_flights/events",
          "s3:AbortMultipartUpload on {ArchiveBucket}/master/*",
          "s3:DeleteObject on {ArchiveBucket}/master/*",
          "s3:GetObject on {ArchiveBucket}/archive/*",
          "s3:GetObject on {ArchiveBucket}/master/*",
          "s3:PutObject on {ArchiveBucket}/master/*",
          "s3:ListBucket on {ArchiveBucket}",
          "s3:PutObject on {ArchiveBucket}/archive/refilled/*",
          "s3:PutObject on {ArchiveBucket}/runs/*");

  @BeforeAll
  static void synthesize(@TempDir Path folder) {
    for (Engine engine : Engine.values()) {
      TEMPLATES.put(
          engine,
          Deployed.of(Deployed.settings(engine, Keeping.KEPT), Deployed.artifacts(folder, "a"))
              .compute());
    }
  }

  @Test
  void emrServerless_role_mayDoThisAndNoMore() {
    assertThat(Granted.to(template(Engine.EMR_SERVERLESS), "EmrServerless")).isEqualTo(JOB);
    assertThat(trust(Engine.EMR_SERVERLESS, "EmrServerless"))
        .contains("emr-serverless.amazonaws.com", "aws:SourceArn", "EmrServerlessApplication");
  }

  @Test
  void glue_role_mayDoThisAndNoMore() {
    String logs = " on logs:HERE:log-group:/aws-glue/jobs*";
    assertThat(Granted.to(template(Engine.GLUE), "Glue"))
        .isEqualTo(
            and(
                JOB,
                "s3:GetObject on ASSETS/HASH.scala",
                "logs:AssociateKmsKey" + logs,
                "logs:CreateLogGroup" + logs,
                "logs:CreateLogStream" + logs,
                "logs:PutLogEvents" + logs));
    assertThat(trust(Engine.GLUE, "Glue")).contains("\"glue.amazonaws.com\"");
  }

  /** It makes no table and no batch of writes itself; nothing else differs. */
  @ParameterizedTest
  @EnumSource(names = {"EMR_SERVERLESS", "GLUE"})
  void role_ofAJobThatImports_mayImportAndNotMakeTables(Engine engine, @TempDir Path folder) {
    Settings settings =
        Deployed.settings(engine, Catalog.beside(engine), Keeping.KEPT, Load.IMPORT);
    String role = engine == Engine.GLUE ? "Glue" : "EmrServerless";
    Set<String> may =
        Granted.to(Deployed.of(settings, Deployed.artifacts(folder, "a")).compute(), role);
    Set<String> expected = new TreeSet<>(Granted.to(template(engine), role));
    String tables = " on dynamodb:HERE:table/trueup-flights-v-*";
    String logs = " on logs:HERE:log-group:/aws-dynamodb/imports*";
    expected.removeAll(Set.of("dynamodb:BatchWriteItem" + tables, "dynamodb:CreateTable" + tables));

    assertThat(may)
        .isEqualTo(
            and(
                expected,
                "dynamodb:DescribeImport" + tables,
                "dynamodb:ImportTable" + tables,
                "dynamodb:UpdateTable" + tables,
                "logs:CreateLogGroup" + logs,
                "logs:CreateLogStream" + logs,
                "logs:DescribeLogGroups" + logs,
                "logs:DescribeLogStreams" + logs,
                "logs:PutLogEvents" + logs,
                "logs:PutRetentionPolicy" + logs,
                "s3:DeleteObject on {ArchiveBucket}/load/*",
                "s3:GetObject on {ArchiveBucket}/load/*",
                "s3:PutObject on {ArchiveBucket}/load/*"));
  }

  @Test
  void workflow_onEmrServerless_mayStartFollowAndEndTheJobAndNoMore() {
    String rule = " on events:HERE:rule/StepFunctionsGetEventsForEMRServerlessJobRule";
    assertThat(workflowMay(Engine.EMR_SERVERLESS))
        .isEqualTo(
            and(
                workflowMay(Engine.ACTIVITY),
                "emr-serverless:StartJobRun on {EmrServerlessApplication}",
                "emr-serverless:CancelJobRun on {EmrServerlessApplication}/jobruns/*",
                "emr-serverless:GetJobRun on {EmrServerlessApplication}/jobruns/*",
                "iam:PassRole on {EmrServerlessRole} when StringEquals iam:PassedToService"
                    + " emr-serverless.amazonaws.com",
                "events:DescribeRule" + rule,
                "events:PutRule" + rule,
                "events:PutTargets" + rule));
  }

  @Test
  void workflow_onGlue_mayStartFollowAndEndTheJobAndNoMore() {
    String job = " on glue:HERE:job/{GlueRecompute}";
    assertThat(workflowMay(Engine.GLUE))
        .isEqualTo(
            and(
                workflowMay(Engine.ACTIVITY),
                "glue:BatchStopJobRun" + job,
                "glue:GetJobRun" + job,
                "glue:GetJobRuns" + job,
                "glue:StartJobRun" + job));
  }

  @Test
  void workflow_onAnActivity_mayCallTheStepAndNoMore() {
    assertThat(workflowMay(Engine.ACTIVITY))
        .containsExactlyInAnyOrder(
            "lambda:InvokeFunction on {StepFunction}",
            "states:StartExecution on {WorkflowTrueup}"); // its schedule
  }

  @Test
  void emrServerless_application_isBoundAndStopsWhenIdle() throws JsonProcessingException {
    assertThat(only(Engine.EMR_SERVERLESS, "AWS::EMRServerless::Application"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Type": "SPARK",
                  "ReleaseLabel": "emr-7.13.0",
                  "Architecture": "X86_64",
                  "MaximumCapacity": { "Cpu": "32 vCPU", "Memory": "128 GB", "Disk": "400 GB" },
                  "AutoStartConfiguration": { "Enabled": true },
                  "AutoStopConfiguration": { "Enabled": true, "IdleTimeoutMinutes": 5 }
                }
                """));
  }

  /** Its time limit in minutes is the task's in seconds; a try that was given up may go on. */
  @Test
  void glue_job_isBoundRemembersNothingAndDoesNotTryAgain() throws JsonProcessingException {
    assertThat(only(Engine.GLUE, "AWS::Glue::Job"))
        .isEqualTo(
            JSON.readTree(
                """
                {
                  "Description": "Recomputes up to a cut",
                  "GlueVersion": "5.1",
                  "WorkerType": "G.1X",
                  "NumberOfWorkers": 8,
                  "Timeout": 360,
                  "MaxRetries": 0,
                  "ExecutionProperty": { "MaxConcurrentRuns": 3 }
                }
                """));
    JsonNode recompute = Deployed.states(template(Engine.GLUE)).path("Recompute");
    assertThat(recompute.path("TimeoutSeconds").asInt()).isEqualTo(360 * 60);
    assertThat(recompute.at("/Retry/0/MaxAttempts").asInt()).isEqualTo(3 - 1);
  }

  @Test
  void glue_job_startsTheScriptThatCallsTheJobsClass() {
    JsonNode job = whole(Engine.GLUE, "AWS::Glue::Job");
    JsonNode arguments = job.path("DefaultArguments");

    assertThat(job.at("/Command/Name").asText()).isEqualTo("glueetl");
    assertThat(job.at("/Command/ScriptLocation").toString()).contains(".scala");
    assertThat(arguments.path("--job-language").asText()).isEqualTo("scala");
    assertThat(arguments.path("--extra-jars").toString()).contains(".jar");
    assertThat(arguments.path("--job-bookmark-option").asText()).isEqualTo("job-bookmark-disable");
    assertThat(arguments.path("--datalake-formats").asText()).isEqualTo("iceberg");
    assertThat(arguments.path("--enable-auto-scaling").asText()).isEqualTo("true");
    assertThat(arguments.path("--conf").toString())
        .contains("spark.executorEnv.AWS_REGION=", "AWS::Region");
    assertThat(Path.of("../batch-jobs/src/main/glue/Recompute.scala"))
        .content()
        .contains("object " + arguments.path("--class").asText() + " {")
        .contains("io.trueup.batch.RecomputeMain.main")
        .contains("\"--trueup-job\"", "\"--trueup-region\"");
    assertThat(arguments.has("--trueup-region")).isTrue();
    assertThat(Deployed.states(template(Engine.GLUE)).at("/Recompute/Arguments/Arguments"))
        .hasToString(
            Deployed.states(template(Engine.EMR_SERVERLESS))
                .at("/Recompute/Arguments/JobDriver/SparkSubmit/EntryPointArguments")
                .toString()
                .replace("[", "{\"--trueup-job\":")
                .replaceFirst("]$", "}"));
  }

  @Test
  void glue_logsAndBookmarks_areEncryptedWithTheDeploymentsKey() {
    JsonNode encryption =
        whole(Engine.GLUE, "AWS::Glue::SecurityConfiguration").path("EncryptionConfiguration");

    assertThat(encryption.at("/CloudWatchEncryption/CloudWatchEncryptionMode").asText())
        .isEqualTo("SSE-KMS");
    assertThat(encryption.at("/JobBookmarksEncryption/JobBookmarksEncryptionMode").asText())
        .isEqualTo("CSE-KMS");
    assertThat(encryption.findValues("KmsKeyArn"))
        .hasSize(2)
        .allSatisfy(key -> assertThat(key.toString()).contains("Key"));
    assertThat(whole(Engine.GLUE, "AWS::Glue::Job").at("/SecurityConfiguration/Ref").asText())
        .startsWith("GlueEncrypted");
  }

  @ParameterizedTest
  @EnumSource
  void engine_chosen_isTheOnlyOneMade(Engine engine) {
    Set<String> types =
        template(engine).path("Resources").properties().stream()
            .map(resource -> resource.getValue().path("Type").asText())
            .filter(type -> type.startsWith("AWS::Glue") || type.startsWith("AWS::EMR"))
            .collect(Collectors.toSet());

    assertThat(types)
        .isEqualTo(
            switch (engine) {
              case EMR_SERVERLESS -> Set.of("AWS::EMRServerless::Application");
              case GLUE -> Set.of("AWS::Glue::Job", "AWS::Glue::SecurityConfiguration");
              case ACTIVITY -> Set.of();
            });
  }

  private static Set<String> and(Set<String> some, String... more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  /** But for the delivery of logs and traces. */
  private static Set<String> workflowMay(Engine engine) {
    return Granted.to(template(engine), "Workflow").stream()
        .filter(line -> !line.matches("(logs|xray):\\w+ on \\*"))
        .collect(Collectors.toSet());
  }

  private static String trust(Engine engine, String construct) {
    return Deployed.resources(template(engine), "AWS::IAM::Role").entrySet().stream()
        .filter(role -> role.getKey().startsWith(construct + "Role"))
        .map(role -> role.getValue().at("/Properties/AssumeRolePolicyDocument").toString())
        .collect(Collectors.joining());
  }

  /** What the one resource of a type says of itself alone. */
  private static JsonNode only(Engine engine, String type) {
    ObjectNode properties = whole(engine, type).deepCopy();
    return properties.remove(
        List.of("Command", "DefaultArguments", "Role", "SecurityConfiguration", "Tags"));
  }

  private static JsonNode whole(Engine engine, String type) {
    return Deployed.resources(template(engine), type).values().stream()
        .map(resource -> resource.path("Properties"))
        .collect(Collectors.collectingAndThen(Collectors.toList(), list -> list.get(0)));
  }

  private static JsonNode template(Engine engine) {
    return Objects.requireNonNull(TEMPLATES.get(engine), engine.word());
  }
}
