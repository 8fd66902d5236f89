package io.trueup.demo;

import io.trueup.demo.aws.AwsHost;
import io.trueup.demo.check.Api;
import io.trueup.demo.host.Cdk;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.Deployment;
import io.trueup.demo.host.Failure;
import io.trueup.demo.host.Host;
import io.trueup.demo.host.LocalStack;
import io.trueup.demo.host.Running;
import io.trueup.demo.host.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * A pipeline deployed on a host with all that runs for it. However the process ends, all of it
 * ends: by {@link #close}, at the process's end, or when even that can't be, by the launcher's
 * watch.
 */
public final class Stage implements AutoCloseable {

  /** The length of an epoch: short, as beats are, so that a true-up waits seconds. */
  public static final Duration EPOCH = Duration.ofSeconds(5);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "engine", "activity",
          "epoch", EPOCH.toSeconds() + "s",
          "heartbeat", "1s",
          "schedule", "off");

  private final Running running;
  private final Host host;
  private final Map<String, String> settings;
  private final Cdk cdk;
  private final Deployment deployment;
  private final Cloud cloud;
  private final Worker worker;

  private Stage(
      Running running,
      Host host,
      Map<String, String> settings,
      Cdk cdk,
      Deployment deployment,
      Worker worker) {
    this.running = running;
    this.host = host;
    this.settings = settings;
    this.cdk = cdk;
    this.deployment = deployment;
    this.worker = worker;
    this.cloud = host.cloud();
  }

  /** Starts LocalStack at an instance folder, deploys a pipeline, starts worker and heartbeats. */
  public static Stage up(
      Checkout checkout, Path instance, Path pipeline, OptionalInt port, Progress progress)
      throws Exception {
    return up(checkout, instance, pipeline, port, Map.of(), localStack -> Map.of(), progress);
  }

  /**
   * The same with settings of the CDK's context beside the demo's own, and with a worker that is
   * given other variables beside those of the LocalStack.
   */
  public static Stage up(
      Checkout checkout,
      Path instance,
      Path pipeline,
      OptionalInt port,
      Map<String, String> context,
      Function<LocalStack, Map<String, String>> worker,
      Progress progress)
      throws Exception {
    Running running = new Running();
    try {
      LocalStack localStack =
          progress.phase(
              "LocalStack starts", () -> running.add(LocalStack.start(checkout, instance, port)));
      progress.say("at %s; logs in %s", localStack.endpoint(), instance);
      Map<String, String> environment = new HashMap<>(localStack.environment());
      environment.putAll(worker.apply(localStack));
      return on(localStack, environment, running, checkout, instance, pipeline, context, progress);
    } catch (Exception e) {
      try (running) {
        throw e;
      }
    }
  }

  /** Deploys a pipeline in an account, from which it is removed at the end. */
  public static Stage in(
      AwsHost aws, Checkout checkout, Path instance, Path pipeline, Progress progress)
      throws Exception {
    Running running = new Running();
    try {
      return on(
          running.add(aws),
          aws.environment(),
          running,
          checkout,
          instance,
          pipeline,
          Map.of(),
          progress);
    } catch (Exception e) {
      try (running) {
        throw e;
      }
    }
  }

  private static Stage on(
      Host host,
      Map<String, String> environment,
      Running running,
      Checkout checkout,
      Path instance,
      Path pipeline,
      Map<String, String> context,
      Progress progress)
      throws Exception {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.putAll(context);
    Cdk cdk = new Cdk(checkout, host, instance);
    progress.phase("cdk bootstrap", cdk::bootstrap);
    Deployment deployment = progress.phase("cdk deploy", () -> cdk.deploy(pipeline, settings));
    Worker worker =
        progress.phase(
            "worker and heartbeats start",
            () -> running.add(Worker.start(checkout, environment, deployment, instance)));
    Stage stage = new Stage(running, host, settings, cdk, deployment, worker);
    stage.startHeartbeats();
    return stage;
  }

  /** Deploys a changed pipeline of the same name over the one there, while all goes on. */
  public void deploy(Path pipeline) {
    cdk.deploy(pipeline, settings);
  }

  /** Has the beats of this minute sent; a rule does so for the minutes to come. */
  private void startHeartbeats() {
    String function = deployment.output("PlanFunction");
    InvokeResponse answer =
        cloud
            .functions()
            .invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String("{}")));
    if (answer.functionError() != null) {
      throw new Failure(
          "invoke of %s: %s %s"
              .formatted(function, answer.functionError(), answer.payload().asUtf8String()));
    }
  }

  /** The LocalStack that it is on; fails when it is on another host. */
  public LocalStack localStack() {
    if (host instanceof LocalStack localStack) {
      return localStack;
    }
    throw new IllegalStateException("stage on %s, expected one on LocalStack".formatted(host));
  }

  public Cdk cdk() {
    return cdk;
  }

  public Deployment deployment() {
    return deployment;
  }

  public Cloud cloud() {
    return cloud;
  }

  public Worker worker() {
    return worker;
  }

  public Api api() {
    return new Api(host.api(deployment), host.signing());
  }

  TrueUp trueUp(Progress progress) {
    return new TrueUp(cloud.workflows(), deployment.output("StateMachineArn"), worker, progress);
  }

  @Override
  public void close() {
    running.close();
  }
}
