package io.trueup.demo.send;

import io.trueup.demo.host.Failure;
import io.trueup.event.Aggregation;
import io.trueup.event.Heartbeat;
import io.trueup.event.StreamRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads a stream from its beginning, beside Trueup and independently of it: where each record
 * stands and when it arrived is known from Kinesis alone. Heartbeats are left out. For one thread,
 * and for streams whose shards stay as they are.
 */
public final class Tap {

  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /**
   * A record as it stands in the stream; {@code arrival} is the largest arrival of its shard up to
   * it, in milliseconds since 1970.
   */
  public record Tapped(String shard, StreamRecord record, long arrival) {}

  /** Read up to a sequence number, if at all; iterators live for five minutes alone. */
  private record Shard(Optional<String> last, long arrival) {}

  private final KinesisClient kinesis;
  private final String stream;
  private final Map<String, Shard> shards = new LinkedHashMap<>();

  public Tap(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  /**
   * The records since the last call, at least until nothing is outstanding any more. What was sent
   * and does not turn up is a {@link Failure}.
   */
  public List<Tapped> read(Outstanding outstanding) {
    if (shards.isEmpty()) {
      kinesis
          .listShards(call -> call.streamName(stream))
          .shards()
          .forEach(shard -> shards.put(shard.shardId(), new Shard(Optional.empty(), 0)));
    }
    List<Tapped> records = new ArrayList<>();
    long began = System.nanoTime();
    do {
      int before = records.size();
      shards.replaceAll((shard, place) -> read(shard, place, records));
      records.subList(before, records.size()).forEach(it -> outstanding.seen(it.record().data()));
      if (outstanding.count() > 0 && records.size() == before) {
        if (System.nanoTime() - began > LIMIT.toNanos()) {
          throw new Failure(
              "%s: %d events were sent and stand not in the stream after %d s, as %s"
                  .formatted(stream, outstanding.count(), LIMIT.toSeconds(), outstanding.one()));
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } while (outstanding.count() > 0);
    return records;
  }

  private String after(String shard, Optional<String> last) {
    return kinesis
        .getShardIterator(
            call -> {
              call.streamName(stream).shardId(shard);
              last.ifPresentOrElse(
                  sequence ->
                      call.shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                          .startingSequenceNumber(sequence),
                  () -> call.shardIteratorType(ShardIteratorType.TRIM_HORIZON));
            })
        .shardIterator();
  }

  private Shard read(String shard, Shard from, List<Tapped> into) {
    String iterator = after(shard, from.last());
    GetRecordsResponse answer = kinesis.getRecords(call -> call.shardIterator(iterator));
    Optional<String> last = from.last();
    long arrival = from.arrival();
    for (var each : answer.records()) {
      last = Optional.of(each.sequenceNumber());
      arrival = Math.max(arrival, each.approximateArrivalTimestamp().toEpochMilli());
      byte[] data = each.data().asByteArray();
      for (StreamRecord record : Aggregation.split(each.sequenceNumber(), arrival, data)) {
        if (Heartbeat.parse(record.data()).isEmpty()) {
          into.add(new Tapped(shard, record, arrival));
        }
      }
    }
    return new Shard(last, arrival);
  }
}
