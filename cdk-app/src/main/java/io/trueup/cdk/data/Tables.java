package io.trueup.cdk.data;

import io.trueup.cdk.Keeping;
import io.trueup.cdk.Settings;
import io.trueup.cdk.Suppression;
import software.amazon.awscdk.services.dynamodb.Attribute;
import software.amazon.awscdk.services.dynamodb.AttributeType;
import software.amazon.awscdk.services.dynamodb.BillingMode;
import software.amazon.awscdk.services.dynamodb.PointInTimeRecoverySpecification;
import software.amazon.awscdk.services.dynamodb.Table;
import software.amazon.awscdk.services.dynamodb.TableEncryption;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/**
 * The tables that live as long as the deployment: control (pointer, lease, shard map, ledgers) and
 * hot (deltas, directory). Segment tables are made by each true-up and are not here.
 */
final class Tables extends Construct {

  private final Table control;
  private final Table hot;

  Tables(Construct scope, Settings settings, Key key) {
    super(scope, "Tables");
    control =
        table("Control", settings, key)
            .pointInTimeRecoverySpecification(
                PointInTimeRecoverySpecification.builder().pointInTimeRecoveryEnabled(true).build())
            .build();
    hot = table("Hot", settings, key).timeToLiveAttribute("expires").build();
    Suppression.of(
        hot,
        "DDB3",
        "An older hot table would lack what the heads in the control table say it holds; a true-up"
            + " makes its numbers again from the archive.");
  }

  Table control() {
    return control;
  }

  Table hot() {
    return hot;
  }

  private Table.Builder table(String id, Settings settings, Key key) {
    return Table.Builder.create(this, id)
        .partitionKey(Attribute.builder().name("pk").type(AttributeType.STRING).build())
        .sortKey(Attribute.builder().name("sk").type(AttributeType.STRING).build())
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .encryption(TableEncryption.CUSTOMER_MANAGED)
        .encryptionKey(key)
        .deletionProtection(settings.keeping() == Keeping.KEPT)
        .removalPolicy(settings.keeping().removal());
  }
}
