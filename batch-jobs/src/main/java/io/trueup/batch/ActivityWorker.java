package io.trueup.batch;

import io.trueup.batch.recompute.AwsEffects;
import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import io.trueup.store.Json;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that serves the recompute activity with a Spark of its own, kept alive between tasks:
 * {@code ActivityWorker --activity ARN}, or the ARN in {@code TRUEUP_ACTIVITY_ARN}. Region,
 * credentials and endpoints come from the environment, as the SDK defines it.
 */
public final class ActivityWorker {

  private static final Logger LOG = LoggerFactory.getLogger(ActivityWorker.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  private ActivityWorker() {}

  public static void main(String[] args) {
    Optional<String> arn = activity(args, System.getenv());
    if (arn.isEmpty()) {
      LOG.error("no activity: expected --activity ARN, or TRUEUP_ACTIVITY_ARN in the environment");
      System.exit(2);
      return;
    }
    try (JavaSparkContext spark = spark()) {
      TaskLoop loop =
          new TaskLoop(SfnActivity.open(arn.get()), new Recomputing(), TaskLoop.Pauses.STANDARD);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> loop.stop(STOP), "stop"));
      LOG.info("serving {} with {} cores", arn.get(), spark.defaultParallelism());
      loop.serve();
    }
  }

  static Optional<String> activity(String[] args, Map<String, String> environment) {
    if (args.length == 2 && args[0].equals("--activity")) {
      return Optional.of(args[1]);
    }
    return args.length == 0
        ? Optional.ofNullable(environment.get("TRUEUP_ACTIVITY_ARN"))
        : Optional.empty();
  }

  /**
   * The Spark of this process, on all cores of the machine, which nothing outside reaches; a new
   * one when a task has brought the last one down.
   */
  private static JavaSparkContext spark() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[*]")
            .setAppName("trueup")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
  }

  /** Recomputes what a task asks for. */
  private static final class Recomputing implements TaskLoop.Work {

    private final Object ended = new Object();
    private @Nullable Thread running;

    @Override
    public String run(String input) {
      Job job = Job.parse(input);
      running(Thread.currentThread());
      try {
        Recompute.run(spark(), AwsEffects.of(job), job, Clock.systemUTC());
      } finally {
        running(null);
      }
      return Json.write(Map.of("report", job.reportKey()));
    }

    /** Nobody who was not running is interrupted, nor who does not run any more. */
    private void running(@Nullable Thread now) {
      synchronized (ended) {
        running = now;
        if (now == null && Thread.interrupted()) {
          LOG.info("the work of the task was interrupted");
        }
      }
    }

    /** An import is waited for while Spark has no job. */
    @Override
    public void cancel() {
      try {
        spark().sc().cancelAllJobs();
      } finally {
        synchronized (ended) {
          if (running != null) {
            running.interrupt();
          }
        }
      }
    }
  }
}
