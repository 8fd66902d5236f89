package io.trueup.cdk.compute;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.emrserverless.CfnApplication;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/**
 * Recomputes on EMR Serverless: an application that costs nothing between true-ups and never grows
 * beyond its bound. There is no second-level construct for it.
 */
final class EmrServerlessEngine extends Construct {

  private static final String RELEASE = "emr-7.13.0"; // Spark 3.5.6, the one the job is built for
  private static final String JOB_CLASS = "io.trueup.batch.RecomputeMain";
  private static final String ICEBERG = "/usr/share/aws/iceberg/lib/iceberg-spark3-runtime.jar";
  private static final int IDLE_MINUTES = 5;

  private final Stack stack = Stack.of(this);
  private final CfnApplication application;
  private final Asset jar;
  private final Role role;

  EmrServerlessEngine(Construct scope, Path job, List<Permission> permissions) {
    super(scope, "EmrServerless");
    application = application();
    jar = Asset.Builder.create(this, "Job").path(job.toString()).build();
    role =
        ServiceRole.of(
            this,
            ServicePrincipal.Builder.create("emr-serverless.amazonaws.com")
                .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", application.getAttrArn())))
                .build(),
            Stream.concat(permissions.stream(), Stream.of(Access.readAsset(jar))).toList());
  }

  /** Recomputes with the input that an expression gives. */
  Recompute recompute(String task) {
    return new Recompute(
        Map.of(
            "Type",
            "Task",
            "Resource",
            "arn:${Partition}:states:::emr-serverless:startJobRun.sync",
            "Arguments",
            Map.of(
                "ApplicationId",
                "${Application}",
                "ExecutionRoleArn",
                "${JobRole}",
                "Name",
                "{% $states.context.Execution.Name & '-' & $string($attempt) %}",
                "JobDriver",
                Map.of("SparkSubmit", submit(task)))),
        Map.of(
            "Application", application.getAttrApplicationId(),
            "JobRole", role.getRoleArn(),
            "Job", jar.getS3ObjectUrl(),
            "JobParameters", parameters()),
        permissions());
  }

  private CfnApplication application() {
    return CfnApplication.Builder.create(this, "Application")
        .type("SPARK")
        .releaseLabel(RELEASE)
        .architecture("X86_64")
        .maximumCapacity(
            CfnApplication.MaximumAllowedResourcesProperty.builder()
                .cpu("32 vCPU")
                .memory("128 GB")
                .disk("400 GB")
                .build())
        .autoStartConfiguration(
            CfnApplication.AutoStartConfigurationProperty.builder().enabled(true).build())
        .autoStopConfiguration(
            CfnApplication.AutoStopConfigurationProperty.builder()
                .enabled(true)
                .idleTimeoutMinutes(IDLE_MINUTES)
                .build())
        .build();
  }

  private static Map<String, Object> submit(String task) {
    return Map.of(
        "EntryPoint",
        "${Job}",
        "EntryPointArguments",
        List.of("{%% $string(%s) %%}".formatted(task)),
        "SparkSubmitParameters",
        "${JobParameters}");
  }

  /**
   * The region is the one thing that the job's input does not say and EMR does not promise; Iceberg
   * is there and left out unless it is asked for.
   */
  private static String parameters() {
    return Stream.of("spark.emr-serverless.driverEnv.", "spark.executorEnv.")
        .map(prefix -> "--conf %sAWS_REGION=%s".formatted(prefix, Aws.REGION))
        .collect(
            Collectors.joining(
                " ", "--class %s --conf spark.jars=%s ".formatted(JOB_CLASS, ICEBERG), ""));
  }

  /** What Step Functions asks for to start a job, follow it and end it. */
  private List<Permission> permissions() {
    String application = this.application.getAttrArn();
    String rule =
        stack.formatArn(
            ArnComponents.builder()
                .service("events")
                .resource("rule")
                .resourceName("StepFunctionsGetEventsForEMRServerlessJobRule")
                .build());
    return List.of(
        Permission.to("emr-serverless", "StartJobRun").on(application),
        Permission.to("emr-serverless", "CancelJobRun", "GetJobRun")
            .onAll(application + "/jobruns/*", "A job run's id is known when it runs."),
        Permission.to("iam", "PassRole")
            .on(role.getRoleArn())
            .when("StringEquals", "iam:PassedToService", "emr-serverless.amazonaws.com"),
        Permission.to("events", "DescribeRule", "PutRule", "PutTargets").on(rule));
  }
}
