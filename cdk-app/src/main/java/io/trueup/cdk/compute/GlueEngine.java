package io.trueup.cdk.compute;

import io.trueup.cdk.Artifacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.glue.CfnJob;
import software.amazon.awscdk.services.glue.CfnSecurityConfiguration;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * Recomputes on Glue: a job whose script calls the very class that other engines run, in the same
 * jar. It has as many workers as it keeps busy, up to a bound, and remembers nothing.
 */
final class GlueEngine extends Construct {

  private static final String VERSION = "5.1"; // Spark 3.5.6, the one the job is built for
  private static final String SCRIPT_OBJECT = "Recompute";
  private static final String WORKER = "G.1X"; // 4 vCPU and 16 GB
  private static final int MOST_WORKERS = 8;

  /** One for each try of a task: one that was given up may take a while to end. */
  private static final int RUNS_AT_ONCE = 3;

  private static final String LOGS =
      "Glue makes log groups, named by the role and the security configuration, when a job runs.";

  private final Stack stack = Stack.of(this);
  private final CfnJob job;

  GlueEngine(Construct scope, Artifacts artifacts, List<Permission> permissions, IKey key) {
    super(scope, "Glue");
    Asset jar = asset("Job", artifacts.job());
    Asset script = asset("Script", artifacts.glueScript());
    Role role =
        ServiceRole.of(
            this,
            new ServicePrincipal("glue.amazonaws.com"),
            Stream.concat(
                    permissions.stream(),
                    Stream.of(Access.readAsset(jar), Access.readAsset(script), writeLogs()))
                .toList());
    job = job(role, jar, script, encrypted(key));
  }

  /** Recomputes with the input that an expression gives. */
  Recompute recompute(String task) {
    return new Recompute(
        Map.of(
            "Type",
            "Task",
            "Resource",
            "arn:${Partition}:states:::glue:startJobRun.sync",
            "Arguments",
            Map.of(
                "JobName",
                "${Job}",
                "Arguments",
                Map.of("--trueup-job", "{%% $string(%s) %%}".formatted(task)))),
        Map.of("Job", job.getRef()),
        List.of(
            Permission.to("glue", "BatchStopJobRun", "GetJobRun", "GetJobRuns", "StartJobRun")
                .on(arn())));
  }

  private Asset asset(String name, Path file) {
    return Asset.Builder.create(this, name).path(file.toString()).build();
  }

  private CfnJob job(Role role, Asset jar, Asset script, CfnSecurityConfiguration encrypted) {
    return CfnJob.Builder.create(this, "Recompute")
        .description("Recomputes up to a cut")
        .role(role.getRoleArn())
        .glueVersion(VERSION)
        .command(
            CfnJob.JobCommandProperty.builder()
                .name("glueetl")
                .scriptLocation(script.getS3ObjectUrl())
                .build())
        .workerType(WORKER)
        .numberOfWorkers(MOST_WORKERS)
        .timeout(WorkflowText.RECOMPUTE_SECONDS / 60)
        // The state machine tries again, with another table.
        .maxRetries(0)
        .executionProperty(
            CfnJob.ExecutionPropertyProperty.builder().maxConcurrentRuns(RUNS_AT_ONCE).build())
        .securityConfiguration(encrypted.getRef())
        .defaultArguments(
            Map.of(
                "--job-language",
                "scala",
                "--class",
                SCRIPT_OBJECT,
                "--extra-jars",
                jar.getS3ObjectUrl(),
                "--job-bookmark-option",
                "job-bookmark-disable",
                "--enable-auto-scaling",
                "true",
                "--datalake-formats",
                "iceberg",
                "--conf",
                "spark.executorEnv.AWS_REGION=" + Aws.REGION,
                "--trueup-region",
                Aws.REGION))
        .build();
  }

  private CfnSecurityConfiguration encrypted(IKey key) {
    return CfnSecurityConfiguration.Builder.create(this, "Encrypted")
        .name(stack.getStackName() + "-recompute")
        .encryptionConfiguration(
            CfnSecurityConfiguration.EncryptionConfigurationProperty.builder()
                .cloudWatchEncryption(
                    CfnSecurityConfiguration.CloudWatchEncryptionProperty.builder()
                        .cloudWatchEncryptionMode("SSE-KMS")
                        .kmsKeyArn(key.getKeyArn())
                        .build())
                .jobBookmarksEncryption(
                    CfnSecurityConfiguration.JobBookmarksEncryptionProperty.builder()
                        .jobBookmarksEncryptionMode("CSE-KMS")
                        .kmsKeyArn(key.getKeyArn())
                        .build())
                .build())
        .build();
  }

  private Permission writeLogs() {
    return Permission.to(
            "logs", "AssociateKmsKey", "CreateLogGroup", "CreateLogStream", "PutLogEvents")
        .onAll(
            stack.formatArn(
                ArnComponents.builder()
                    .service("logs")
                    .resource("log-group")
                    .resourceName("/aws-glue/jobs*")
                    .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                    .build()),
            LOGS);
  }

  private String arn() {
    return stack.formatArn(
        ArnComponents.builder().service("glue").resource("job").resourceName(job.getRef()).build());
  }
}
