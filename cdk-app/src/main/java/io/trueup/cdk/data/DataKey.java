package io.trueup.cdk.data;

import io.trueup.cdk.Settings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The key that encrypts everything at rest: stream, tables, archive, queue, logs and alarms. */
final class DataKey extends Construct {

  private final Key key;

  DataKey(Construct scope, Settings settings) {
    super(scope, "Key");
    key =
        Key.Builder.create(this, "Key")
            .description("Trueup %s: data at rest".formatted(settings.name()))
            .enableKeyRotation(true)
            .removalPolicy(settings.keeping().removal())
            .build();
    key.addToResourcePolicy(logs());
    key.addToResourcePolicy(alarms());
  }

  Key key() {
    return key;
  }

  /** An alarm writes to its encrypted topic as the service, without a role. */
  private static PolicyStatement alarms() {
    return PolicyStatement.Builder.create()
        .principals(List.of(new ServicePrincipal("cloudwatch.amazonaws.com")))
        .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
        .resources(List.of("*"))
        .build();
  }

  /** CloudWatch Logs takes no grant from a role; the key's policy must name the service. */
  private PolicyStatement logs() {
    Stack stack = Stack.of(this);
    String groups =
        stack.formatArn(
            ArnComponents.builder()
                .service("logs")
                .resource("log-group")
                .resourceName("*")
                .arnFormat(ArnFormat.COLON_RESOURCE_NAME)
                .build());
    return PolicyStatement.Builder.create()
        .principals(
            List.of(new ServicePrincipal("logs.%s.amazonaws.com".formatted(stack.getRegion()))))
        .actions(
            List.of(
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo"))
        .resources(List.of("*"))
        .conditions(Map.of("ArnLike", Map.of("kms:EncryptionContext:aws:logs:arn", groups)))
        .build();
  }
}
