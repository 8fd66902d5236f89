package io.trueup.cdk.data;

import io.trueup.cdk.Settings;
import io.trueup.cdk.Shards;
import io.trueup.cdk.Suppression;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kinesis.Stream;
import software.amazon.awscdk.services.kinesis.StreamEncryption;
import software.amazon.awscdk.services.kinesis.StreamMode;
import software.amazon.awscdk.services.kms.Key;
import software.constructs.Construct;

/** The stream of all events, kept for 7 days so that the archive's gaps can be read again. */
final class EventStream extends Construct {

  private final Stream stream;

  EventStream(Construct scope, Settings settings, Key key) {
    super(scope, "Events");
    Stream.Builder builder =
        Stream.Builder.create(this, "Stream")
            .retentionPeriod(Duration.days(7))
            .encryption(StreamEncryption.KMS)
            .encryptionKey(key)
            .removalPolicy(settings.keeping().removal());
    if (settings.shards() instanceof Shards.Provisioned provisioned) {
      builder.streamMode(StreamMode.PROVISIONED).shardCount(provisioned.count());
    } else {
      builder.streamMode(StreamMode.ON_DEMAND);
    }
    stream = builder.build();
    Suppression.of(
        stream,
        "KDS3",
        "The deployment's own key: who may read the events is decided in one place, and deleting it"
            + " ends all copies.");
  }

  Stream stream() {
    return stream;
  }
}
