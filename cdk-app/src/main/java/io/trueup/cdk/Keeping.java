package io.trueup.cdk;

import software.amazon.awscdk.RemovalPolicy;

/** What becomes of the data when the data stack is deleted. */
public enum Keeping {
  /** It stays, and the stack, the control table and the hot table are protected from deletion. */
  KEPT("on"),
  /** It is deleted with the stack, for demos and tests. Buckets must be emptied before. */
  DISPOSABLE("off");

  private final String word;

  Keeping(String word) {
    this.word = word;
  }

  /** What CloudFormation does with a resource that holds data. */
  public RemovalPolicy removal() {
    return this == KEPT ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
  }

  /** The choice as it is written in the CDK context. */
  public String word() {
    return word;
  }
}
