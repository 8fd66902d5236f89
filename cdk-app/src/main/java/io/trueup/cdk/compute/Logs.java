package io.trueup.cdk.compute;

import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** Log groups: encrypted, kept a month, gone with the stack. */
final class Logs {

  private Logs() {}

  static LogGroup group(Construct scope, IKey key) {
    return LogGroup.Builder.create(scope, "Log")
        .encryptionKey(key)
        .retention(RetentionDays.ONE_MONTH)
        .removalPolicy(RemovalPolicy.DESTROY)
        .build();
  }
}
