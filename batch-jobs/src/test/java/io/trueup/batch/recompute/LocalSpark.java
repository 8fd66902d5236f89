package io.trueup.batch.recompute;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;

/** The one Spark of all tests of a process: to start one takes seconds. */
public final class LocalSpark {

  private LocalSpark() {}

  public static JavaSparkContext open() {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    return JavaSparkContext.fromSparkContext(SparkContext.getOrCreate(conf));
  }
}
