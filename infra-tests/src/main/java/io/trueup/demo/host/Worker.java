package io.trueup.demo.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The Spark process that serves the recompute activity; what it says goes to {@code worker.log}.
 */
public final class Worker implements AutoCloseable {

  private final Command command;
  private volatile Process process;

  private Worker(Command command) {
    this.command = command;
    this.process = command.start();
  }

  /** Starts one that talks to AWS as an environment says. */
  public static Worker start(
      Checkout checkout, Map<String, String> aws, Deployment deployment, Path instance) {
    Path target = checkout.batchJobs();
    String classpath = target.resolve("classes") + ":" + Logs.text(target.resolve("classpath.txt"));
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx2g",
            "-XX:+UseSerialGC",
            "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED",
            "-cp",
            classpath.strip(),
            "io.trueup.batch.ActivityWorker");
    Map<String, String> environment = new HashMap<>(aws);
    environment.put("TRUEUP_ACTIVITY_ARN", deployment.output("ActivityArn"));
    Path log = instance.resolve("worker.log");
    return new Worker(new Command(words, instance, environment, log));
  }

  /** Fails when the process has ended by itself, with the end of what it said. */
  public void requireAlive() {
    if (!process.isAlive()) {
      throw new Failure(
          "the recompute worker ended with exit code %d; the end of %s:%n%s"
              .formatted(process.exitValue(), command.log(), Logs.tail(command.log(), 20)));
    }
  }

  /** Ends the process by SIGKILL, as a host that fails would; returns when it has ended. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts another process in the place of one that has ended. */
  public void restart() {
    process = command.start();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(3, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
