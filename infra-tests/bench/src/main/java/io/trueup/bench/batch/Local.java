package io.trueup.bench.batch;

import org.apache.spark.SparkConf;

/** Spark on two cores of this machine, without what nobody looks at. */
final class Local {

  private Local() {}

  static SparkConf conf(String name) {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName(name)
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1");
  }
}
