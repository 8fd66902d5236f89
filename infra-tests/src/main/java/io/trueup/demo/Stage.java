package io.trueup.demo;

import io.trueup.demo.check.Api;
import io.trueup.demo.host.Cdk;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.Deployment;
import io.trueup.demo.host.Failure;
import io.trueup.demo.host.LocalStack;
import io.trueup.demo.host.Running;
import io.trueup.demo.host.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/**
 * A pipeline deployed on this host with all that runs for it. However the process ends, all of it
 * ends: by {@link #close}, at the process's end, or when even that can't be, by the launcher's
 * watch.
 */
public final class Stage implements AutoCloseable {

  /** The length of an epoch: short, as beats are, so that a true-up waits seconds. */
  static final Duration EPOCH = Duration.ofSeconds(5);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "engine", "activity",
          "epoch", EPOCH.toSeconds() + "s",
          "heartbeat", "1s",
          "schedule", "off",
          "gate-wait", "2");

  private final Running running;
  private final LocalStack localStack;
  private final Cdk cdk;
  private final Deployment deployment;
  private final Cloud cloud;
  private final Worker worker;

  private Stage(
      Running running, LocalStack localStack, Cdk cdk, Deployment deployment, Worker worker) {
    this.running = running;
    this.localStack = localStack;
    this.cdk = cdk;
    this.deployment = deployment;
    this.worker = worker;
    this.cloud = Cloud.at(localStack.endpoint());
  }

  /** Starts LocalStack at an instance folder, deploys a pipeline, starts worker and heartbeats. */
  public static Stage up(
      Checkout checkout, Path instance, Path pipeline, OptionalInt port, Progress progress)
      throws Exception {
    Running running = new Running();
    try {
      LocalStack localStack =
          progress.phase(
              "LocalStack starts", () -> running.add(LocalStack.start(checkout, instance, port)));
      progress.say("at %s; logs in %s", localStack.endpoint(), instance);
      Cdk cdk = new Cdk(checkout, localStack, instance);
      progress.phase("cdk bootstrap", cdk::bootstrap);
      Deployment deployment = progress.phase("cdk deploy", () -> cdk.deploy(pipeline, SETTINGS));
      Worker worker =
          progress.phase(
              "worker and heartbeats start",
              () -> running.add(Worker.start(checkout, localStack, deployment, instance)));
      Stage stage = new Stage(running, localStack, cdk, deployment, worker);
      stage.startHeartbeats();
      return stage;
    } catch (Exception e) {
      running.close();
      throw e;
    }
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

  public LocalStack localStack() {
    return localStack;
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
    return new Api(deployment.api(localStack));
  }

  TrueUp trueUp(Progress progress) {
    return new TrueUp(cloud.workflows(), deployment.output("StateMachineArn"), worker, progress);
  }

  @Override
  public void close() {
    running.close();
  }
}
