package io.trueup.cdk.compute;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/** The queue in which a minute's heartbeats wait for their second, and the one of the lost. */
final class BeatQueue extends Construct {

  private static final int TRIES = 3;

  private final Queue lost;
  private final Queue queue;

  BeatQueue(Construct scope, IKey key) {
    super(scope, "Beats");
    lost = encrypted("Lost", key).retentionPeriod(Duration.days(14)).build();
    queue =
        encrypted("Queue", key)
            .retentionPeriod(Duration.hours(1))
            .visibilityTimeout(Duration.minutes(3)) // six times the function's longest run
            .deadLetterQueue(DeadLetterQueue.builder().queue(lost).maxReceiveCount(TRIES).build())
            .build();
  }

  Queue queue() {
    return queue;
  }

  Queue lost() {
    return lost;
  }

  private Queue.Builder encrypted(String id, IKey key) {
    return Queue.Builder.create(this, id)
        .encryption(QueueEncryption.KMS)
        .encryptionMasterKey(key)
        .enforceSsl(true);
  }
}
