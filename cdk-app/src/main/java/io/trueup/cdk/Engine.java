package io.trueup.cdk;

/** Where the batch layer's Spark runs. */
public enum Engine {
  /** EMR Serverless, started by the state machine; AWS only. */
  EMR_SERVERLESS("emr-serverless"),
  /** A Glue job, started by the state machine; AWS only. */
  GLUE("glue"),
  /** Any Spark anywhere that takes its work from the Step Functions activity. */
  ACTIVITY("activity");

  private final String word;

  Engine(String word) {
    this.word = word;
  }

  /** The engine as it is written in the CDK context. */
  public String word() {
    return word;
  }
}
