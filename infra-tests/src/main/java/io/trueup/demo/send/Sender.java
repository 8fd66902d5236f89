package io.trueup.demo.send;

import io.trueup.demo.host.Failure;
import io.trueup.demo.send.Packing.Entry;
import io.trueup.demo.send.Packing.Pack;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Puts events into a stream, many in one Kinesis record as the KPL does. What Kinesis did not take
 * is sent again before anything newer.
 */
public final class Sender {

  /** A pack is small enough that a batch of a few is one quick call of a function. */
  private static final int PACK_BYTES = 40_000;

  private static final int LARGEST_CALL = 500;
  private static final int LARGEST_CALL_BYTES = 4_500_000;
  private static final int ATTEMPTS = 20;

  private final KinesisClient kinesis;
  private final String stream;
  private final Routing routing;

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
    long sent = 0;
    for (List<Pack> call : calls(new Packing(routing, PACK_BYTES).packs(entries))) {
      put(call.stream().map(Sender::record).toList());
      sent += call.stream().mapToLong(pack -> pack.entries().size()).sum();
      taken.accept(sent);
    }
  }

  /** Sends one event as a record of its own. */
  public void sendAlone(Entry entry) {
    kinesis.putRecord(
        call ->
            call.streamName(stream)
                .partitionKey(entry.partitionKey())
                .data(SdkBytes.fromByteArray(entry.data())));
  }

  private static List<List<Pack>> calls(List<Pack> packs) {
    List<List<Pack>> calls = new ArrayList<>();
    List<Pack> call = new ArrayList<>();
    int bytes = 0;
    for (Pack pack : packs) {
      if (call.size() == LARGEST_CALL || bytes + pack.bytes() > LARGEST_CALL_BYTES) {
        calls.add(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(pack);
      bytes += pack.bytes();
    }
    calls.add(call);
    return calls;
  }

  private void put(List<PutRecordsRequestEntry> records) {
    List<PutRecordsRequestEntry> left = records;
    for (int attempt = 0; attempt < ATTEMPTS && !left.isEmpty(); attempt++) {
      left = refused(left);
    }
    if (!left.isEmpty()) {
      throw new Failure(
          "PutRecords to %s: %d of %d records refused after %d attempts"
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
      }
    }
    return refused;
  }
}
