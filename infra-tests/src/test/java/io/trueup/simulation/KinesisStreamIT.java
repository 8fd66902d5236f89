package io.trueup.simulation;

import io.trueup.aws.KinesisShards;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.LocalStack;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The Kinesis of LocalStack, of which the simulation has a model. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KinesisStreamIT extends StreamContract {

  private static @Nullable LocalStack localStack;
  private static int streams;

  @BeforeAll
  static void start() {
    Checkout checkout = new Checkout(Path.of(System.getProperty("trueup.checkout")));
    Path instance = checkout.instance("kinesis-it");
    LocalStack.setUp(checkout, instance);
    localStack = LocalStack.start(checkout, instance, OptionalInt.empty());
  }

  @AfterAll
  static void stop() {
    if (localStack != null) {
      localStack.close();
    }
  }

  @Override
  protected Subject open() {
    KinesisClient kinesis = Objects.requireNonNull(localStack).cloud().kinesis();
    String name = "contract-" + streams++;
    kinesis.createStream(create -> create.streamName(name).shardCount(2));
    Kinesis stream = new Kinesis(kinesis, name);
    stream.await();
    return stream;
  }

  private record Kinesis(KinesisClient client, String name) implements Subject {

    @Override
    public Shards shards() {
      return new KinesisShards(() -> client, name);
    }

    @Override
    public void put(BigInteger hash, Sent sent) {
      client.putRecord(
          put ->
              put.streamName(name)
                  .partitionKey("any")
                  .explicitHashKey(hash.toString())
                  .data(SdkBytes.fromByteArray(sent.data())));
    }

    @Override
    public List<StreamRecord> read(String shard, From from) {
      GetShardIteratorRequest.Builder ask =
          GetShardIteratorRequest.builder().streamName(name).shardId(nameOf(shard));
      if (from instanceof From.At at) {
        ask.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER);
        ask.startingSequenceNumber(at.sequence().toString());
      } else if (from instanceof From.After after) {
        ask.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        ask.startingSequenceNumber(after.sequence().toString());
      } else {
        ask.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
      }
      return records(client.getShardIterator(ask.build()).shardIterator());
    }

    /** Up to the end of a closed shard, or to the newest record. */
    private List<StreamRecord> records(String iterator) {
      List<StreamRecord> records = new ArrayList<>();
      @Nullable String next = iterator;
      boolean isBehind = true;
      while (next != null && isBehind) {
        String from = next;
        GetRecordsResponse page = client.getRecords(get -> get.shardIterator(from));
        page.records().forEach(record -> records.add(record(record)));
        next = page.nextShardIterator();
        isBehind = page.millisBehindLatest() > 0 || !page.records().isEmpty();
      }
      return records;
    }

    private static StreamRecord record(Record record) {
      return new StreamRecord(
          new Position(record.sequenceNumber(), 0),
          record.approximateArrivalTimestamp().toEpochMilli(),
          record.data().asByteArray());
    }

    @Override
    public void split(String shard) {
      Shard parent =
          shards().list().stream().filter(it -> it.id().equals(shard)).findFirst().orElseThrow();
      BigInteger middle =
          parent.firstHash().add(parent.lastHash()).shiftRight(1).add(BigInteger.ONE);
      client.splitShard(
          split ->
              split
                  .streamName(name)
                  .shardToSplit(nameOf(shard))
                  .newStartingHashKey(middle.toString()));
      await();
    }

    @Override
    public void merge(String low, String high) {
      client.mergeShards(
          merge ->
              merge.streamName(name).shardToMerge(nameOf(low)).adjacentShardToMerge(nameOf(high)));
      await();
    }

    void await() {
      client.waiter().waitUntilStreamExists(describe -> describe.streamName(name));
    }

    private static String nameOf(String shard) {
      return shard.substring(0, shard.indexOf('@'));
    }
  }
}
