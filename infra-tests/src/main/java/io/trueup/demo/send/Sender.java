package io.trueup.demo.send;

import io.trueup.demo.host.Failure;
import io.trueup.demo.send.Packing.Entry;
import io.trueup.event.Packer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Puts events into a stream, many in one Kinesis record as the KPL does. What Kinesis did not take
 * is sent again before anything newer. Safe for many threads.
 */
public final class Sender {

  /** Small enough that a function is quickly done with a batch of a few packs. */
  private static final int PACK_BYTES = 40_000;

  /** Kinesis takes 500 records and 5 MB at once; a few packs keep the progress visible. */
  private static final int PACKS_PER_CALL = 20;

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final KinesisClient kinesis;
  private final String stream;
  private final Routing routing;
  private final Map<String, BigInteger> newest = new ConcurrentHashMap<>();

  private Sender(KinesisClient kinesis, String stream, Routing routing) {
    this.kinesis = kinesis;
    this.stream = stream;
    this.routing = routing;
  }

  public static Sender to(KinesisClient kinesis, String stream) {
    List<Routing.Range> ranges =
        kinesis.listShards(call -> call.streamName(stream)).shards().stream()
            .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
            .map(Sender::range)
            .toList();
    return new Sender(kinesis, stream, new Routing(ranges));
  }

  private static Routing.Range range(Shard shard) {
    return new Routing.Range(
        shard.shardId(),
        new BigInteger(shard.hashKeyRange().startingHashKey()),
        new BigInteger(shard.hashKeyRange().endingHashKey()));
  }

  public int shards() {
    return routing.ranges().size();
  }

  /** Sends in order, packed; tells after each call how many events Kinesis has taken. */
  public void send(List<Entry> entries, LongConsumer taken) {
    List<Packer.Pack> packs = new Packing(routing, PACK_BYTES).packs(entries);
    long sent = 0;
    for (int first = 0; first < packs.size(); first += PACKS_PER_CALL) {
      List<Packer.Pack> call = packs.subList(first, Math.min(first + PACKS_PER_CALL, packs.size()));
      put(call.stream().map(pack -> record(pack.partitionKey(), pack.data())).toList());
      sent += call.stream().mapToLong(Packer.Pack::records).sum();
      taken.accept(sent);
    }
  }

  /** Sends one event as a record of its own. */
  public void sendAlone(Entry entry) {
    put(List.of(record(entry.partitionKey(), entry.data())));
  }

  /** The sequence number of the newest record that each shard took. */
  public Map<String, BigInteger> newest() {
    return Map.copyOf(newest);
  }

  private static PutRecordsRequestEntry record(String partitionKey, byte[] data) {
    return PutRecordsRequestEntry.builder()
        .partitionKey(partitionKey)
        .data(SdkBytes.fromByteArrayUnsafe(data))
        .build();
  }

  private void put(List<PutRecordsRequestEntry> records) {
    List<PutRecordsRequestEntry> left = refused(records);
    for (int attempt = 1; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      left = refused(left);
    }
    if (!left.isEmpty()) {
      throw new Failure(
          "PutRecords to %s: %d of %d records refused %d times"
              .formatted(stream, left.size(), records.size(), ATTEMPTS));
    }
  }

  private List<PutRecordsRequestEntry> refused(List<PutRecordsRequestEntry> records) {
    List<PutRecordsResultEntry> results =
        kinesis.putRecords(call -> call.streamName(stream).records(records)).records();
    List<PutRecordsRequestEntry> refused = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      if (results.get(i).errorCode() != null) {
        refused.add(records.get(i));
      } else {
        BigInteger sequence = new BigInteger(results.get(i).sequenceNumber());
        newest.merge(results.get(i).shardId(), sequence, BigInteger::max);
      }
    }
    return refused;
  }
}
