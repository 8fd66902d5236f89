package io.trueup.cdk;

/** How the items of a version come into its table. */
public enum Load {
  /** The job writes them. */
  WRITES("writes"),
  /** DynamoDB imports them from objects that the job writes; AWS only. */
  IMPORT("import");

  private final String word;

  Load(String word) {
    this.word = word;
  }

  /** The way as it is written in the CDK context. */
  public String word() {
    return word;
  }
}
