package io.trueup.aws;

import io.trueup.event.Aggregation;
import io.trueup.event.StreamRecord;
import io.trueup.port.Replay;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * What a Kinesis stream still keeps. A shard is read five times a second and by 2 MB a second, by
 * all who read it: this leaves the layers more than half of both, and waits where they take all. A
 * page of 10 MB is followed by 5 s in which nobody reads.
 */
public final class KinesisReplay implements Replay {

  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int BYTES_A_SECOND = 1_000_000;

  /** Before a page is asked for again that Kinesis has refused for its limits. */
  private static final Duration REFUSED = Duration.ofSeconds(5);

  /** A place in a shard is good for five minutes, and the client has tried before each. */
  private static final int MOST_REFUSALS = 30;

  private final KinesisClient kinesis;
  private final String stream;
  private final KinesisShards shards;
  private final Consumer<Duration> pause;

  public KinesisReplay(KinesisClient kinesis, String stream) {
    this(kinesis, stream, pause -> LockSupport.parkNanos(pause.toNanos()));
  }

  KinesisReplay(KinesisClient kinesis, String stream, Consumer<Duration> pause) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.shards = new KinesisShards(() -> kinesis, stream);
    this.pause = pause;
  }

  @Override
  public void read(String shard, BigInteger from, BigInteger to, Consumer<Kept> records) {
    String name = shard.substring(0, shard.indexOf('@'));
    // A stream that was made anew has other shards of the same names.
    if (!shards.identity(name).equals(shard)) {
      return;
    }
    @Nullable String next = begin(name, from);
    while (next != null) {
      GetRecordsResponse page = page(shard, next);
      for (Record record : page.records()) {
        BigInteger sequence = new BigInteger(record.sequenceNumber());
        if (sequence.compareTo(to) > 0) {
          return;
        }
        if (sequence.compareTo(from) >= 0) {
          Aggregation.split(
                  record.sequenceNumber(),
                  record.approximateArrivalTimestamp().toEpochMilli(),
                  record.data().asByteArray())
              .forEach(each -> records.accept(kept(each)));
        }
        if (sequence.equals(to)) {
          return;
        }
      }
      if (page.records().isEmpty() && page.millisBehindLatest() == 0) {
        return;
      }
      next = page.nextShardIterator();
      pause.accept(PAUSE.plusMillis(1_000L * bytes(page) / BYTES_A_SECOND));
    }
  }

  /** The records from a place on, as soon as Kinesis lets them be read. */
  private GetRecordsResponse page(String shard, String iterator) {
    for (int refusals = 1; ; refusals++) {
      try {
        return kinesis.getRecords(get -> get.shardIterator(iterator));
      } catch (ProvisionedThroughputExceededException refused) {
        if (refusals == MOST_REFUSALS) {
          throw new IllegalStateException(
              "read of shard '%s': refused %d times in a row, as it is read too much"
                  .formatted(shard, refusals),
              refused);
        }
        pause.accept(REFUSED);
      }
    }
  }

  private static long bytes(GetRecordsResponse page) {
    return page.records().stream()
        .mapToLong(record -> record.data().asByteArrayUnsafe().length)
        .sum();
  }

  private static Kept kept(StreamRecord record) {
    return new Kept(
        record.position().sequence(), record.position().index(), record.arrived(), record.data());
  }

  private @Nullable String begin(String shard, BigInteger from) {
    try {
      return iterator(
          get ->
              get.shardId(shard)
                  .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                  .startingSequenceNumber(from.toString()));
    } catch (ResourceNotFoundException gone) {
      // Kinesis forgets a closed shard with its last record.
      return null;
    } catch (InvalidArgumentException gone) {
      // A record that it no longer has: what is left comes after it.
      return iterator(get -> get.shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON));
    }
  }

  private String iterator(Consumer<GetShardIteratorRequest.Builder> where) {
    return kinesis
        .getShardIterator(
            get -> {
              get.streamName(stream);
              where.accept(get);
            })
        .shardIterator();
  }
}
