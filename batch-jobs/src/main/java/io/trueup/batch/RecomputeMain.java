package io.trueup.batch;

import io.trueup.batch.recompute.AwsEffects;
import io.trueup.batch.recompute.Job;
import io.trueup.batch.recompute.Recompute;
import java.time.Clock;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One recompute on a Spark that is already there, as EMR Serverless and Glue start it: the job's
 * JSON is the last argument. Ends with a failure when there is no report.
 */
public final class RecomputeMain {

  private RecomputeMain() {}

  public static void main(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("recompute without arguments, expected the job's JSON");
    }
    Job job = Job.parse(args[args.length - 1]);
    try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("recompute"))) {
      Recompute.run(spark, AwsEffects.of(job), job, Clock.systemUTC());
    }
  }
}
