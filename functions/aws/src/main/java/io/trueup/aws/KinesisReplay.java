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
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * What a Kinesis stream still keeps. It reads no more than once in so long: a shard is read five
 * times a second at most, by all who read it.
 */
public final class KinesisReplay implements Replay {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final KinesisClient kinesis;
  private final String stream;
  private final KinesisShards shards;

  public KinesisReplay(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.shards = new KinesisShards(() -> kinesis, stream);
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
      String iterator = next;
      GetRecordsResponse page = kinesis.getRecords(get -> get.shardIterator(iterator));
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
      LockSupport.parkNanos(PAUSE.toNanos());
    }
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
