package io.trueup.aws;

import com.amazonaws.services.lambda.runtime.Context;
import io.trueup.consume.Deadline;
import io.trueup.consume.Effect;
import io.trueup.consume.Progress;
import io.trueup.consume.ShardConsumer;
import io.trueup.port.Shards;
import io.trueup.store.Layer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The shell of both consumers: reads a mapping's batch, has it consumed, and answers from where it
 * is to be delivered again. A failure fails the whole batch, which then comes again.
 */
public final class Consuming {

  /** The time kept back for one chunk of work. */
  private static final int RESERVE_MILLIS = 20_000;

  private final ShardConsumer consumer;
  private final Shards shards;

  public Consuming(ShardConsumer consumer, Shards shards) {
    this.consumer = consumer;
    this.shards = shards;
  }

  /** The consumer of a layer in its surroundings. */
  public static Consuming of(Surroundings surroundings, Layer layer, Effect effect) {
    Shards shards = new KinesisShards(Clients::kinesis, surroundings.environment().stream());
    return new Consuming(
        new ShardConsumer(
            surroundings.control(),
            shards,
            layer,
            surroundings.library(),
            surroundings.epochs(),
            effect),
        shards);
  }

  public void consume(InputStream event, OutputStream answer, Context context) throws IOException {
    KinesisBatch batch = KinesisBatch.read(event);
    Deadline deadline = () -> context.getRemainingTimeInMillis() < RESERVE_MILLIS;
    Progress progress = consumer.consume(shards.identity(batch.shard()), batch.records(), deadline);
    answer.write(
        progress instanceof Progress.Stopped stopped
            ? KinesisBatch.failedFrom(stopped.next())
            : KinesisBatch.done());
  }
}
