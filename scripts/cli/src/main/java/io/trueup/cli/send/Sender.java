package io.trueup.cli.send;

import io.trueup.cli.Failure;
import io.trueup.cli.send.Packing.Entry;
import io.trueup.event.Packer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * Puts events into a stream, many in one Kinesis record as the KPL does. Each call has at most one
 * record of a shard, and what Kinesis did not take is sent again before anything newer: so each
 * shard keeps the order. Safe for many threads; order is kept among the events of one call.
 */
public final class Sender {

  /** Small enough that a function is quickly done with a batch of a few packs. */
  private static final int PACK_BYTES = 40_000;

  /** Kinesis takes 500 records and 5 MB at once. */
  private static final int RECORDS_PER_CALL = 500;

  private static final int BYTES_PER_CALL = 4_000_000;
  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

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
    List<Routing.Range> ranges = new ArrayList<>();
    String next = null;
    do {
      String token = next;
      var page =
          kinesis.listShards(
              call -> {
                // A token stands for the stream, and only one of the two may be given.
                if (token == null) {
                  call.streamName(stream);
                } else {
                  call.nextToken(token);
                }
              });
      page.shards().stream()
          .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
          .map(Sender::range)
          .forEach(ranges::add);
      next = page.nextToken();
    } while (next != null);
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
    Map<String, Queue<Packer.Pack>> waiting = new LinkedHashMap<>();
    for (Packer.Pack pack : new Packing(routing, PACK_BYTES).packs(entries)) {
      String shard = routing.shardOf(pack.partitionKey());
      waiting.computeIfAbsent(shard, none -> new ArrayDeque<>()).add(pack);
    }
    long sent = 0;
    while (!waiting.isEmpty()) {
      List<Packer.Pack> call = next(waiting);
      put(call.stream().map(pack -> record(pack.partitionKey(), pack.data())).toList());
      sent += call.stream().mapToLong(Packer.Pack::records).sum();
      taken.accept(sent);
    }
  }

  /** Takes the oldest pack of as many shards as one call holds. */
  private static List<Packer.Pack> next(Map<String, Queue<Packer.Pack>> waiting) {
    List<Packer.Pack> call = new ArrayList<>();
    int bytes = 0;
    for (Queue<Packer.Pack> shard : waiting.values()) {
      int size = shard.element().data().length;
      if (call.isEmpty() || (bytes + size <= BYTES_PER_CALL && call.size() < RECORDS_PER_CALL)) {
        bytes += size;
        call.add(shard.remove());
      }
    }
    waiting.values().removeIf(Queue::isEmpty);
    return call;
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
    Refused left = refused(records);
    for (int attempt = 1; attempt < ATTEMPTS && !left.records().isEmpty(); attempt++) {
      long pause = Math.min(LONGEST_PAUSE.toNanos(), PAUSE.toNanos() << Math.min(attempt, 10));
      LockSupport.parkNanos(pause);
      left = refused(left.records());
    }
    if (!left.records().isEmpty()) {
      throw Failure.wrong(
          "PutRecords to %s: %d of %d records refused %d times, the last with %s",
          stream, left.records().size(), records.size(), ATTEMPTS, left.reason());
    }
  }

  /** What Kinesis did not take, and what it said of one of them. */
  private record Refused(List<PutRecordsRequestEntry> records, String reason) {}

  private Refused refused(List<PutRecordsRequestEntry> records) {
    List<PutRecordsResultEntry> results =
        kinesis.putRecords(call -> call.streamName(stream).records(records)).records();
    List<PutRecordsRequestEntry> refused = new ArrayList<>();
    String reason = "";
    for (int i = 0; i < records.size(); i++) {
      if (results.get(i).errorCode() != null) {
        refused.add(records.get(i));
        reason = results.get(i).errorCode() + ": " + results.get(i).errorMessage();
      } else {
        BigInteger sequence = new BigInteger(results.get(i).sequenceNumber());
        newest.merge(results.get(i).shardId(), sequence, BigInteger::max);
      }
    }
    return new Refused(refused, reason);
  }
}
