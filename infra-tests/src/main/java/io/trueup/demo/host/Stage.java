package io.trueup.demo.host;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalInt;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A deployed pipeline with all that runs for it. However the process ends, everything ends: by
 * {@link #close}, by the shutdown hook, and when neither can run by the launcher's watch.
 */
public final class Stage implements AutoCloseable {

  /** Short epochs and beats, so that a true-up waits seconds. */
  public static final Map<String, String> SETTINGS =
      Map.of(
          "engine", "activity",
          "epoch", "5s",
          "heartbeat", "1s",
          "schedule", "off",
          "gate-wait", "2");

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Checkout checkout;
  private final Path instance;
  private final Thread hook = new Thread(this::end, "stage-end");

  public Stage(Checkout checkout, Path instance) {
    this.checkout = checkout;
    this.instance = instance;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public LocalStack localStack(OptionalInt port) {
    return ended(LocalStack.start(checkout, instance, port));
  }

  public Cdk cdk(LocalStack localStack) {
    return new Cdk(checkout, localStack, instance);
  }

  public Worker worker(LocalStack localStack, Deployment deployment) {
    return ended(Worker.start(checkout, localStack, deployment, instance));
  }

  /** Starts the heartbeats now; from then on a rule starts those of each minute. */
  public static void startHeartbeats(Cloud cloud, Deployment deployment) {
    String function = deployment.output("PlanFunction");
    var answer =
        cloud
            .functions()
            .invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String("{}")));
    if (answer.functionError() != null) {
      throw new Failure(
          "invoke of %s: %s %s"
              .formatted(function, answer.functionError(), answer.payload().asUtf8String()));
    }
  }

  private synchronized <T extends AutoCloseable> T ended(T started) {
    running.push(started);
    return started;
  }

  private synchronized void end() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        System.err.println("while ending: " + e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending, and the hook finds nothing left to end
    }
  }
}
