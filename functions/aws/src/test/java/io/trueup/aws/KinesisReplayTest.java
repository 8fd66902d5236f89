package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Replay;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;

class KinesisReplayTest {

  private final Kinesis kinesis = new Kinesis();
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> read = new ArrayList<>();

  /**
   * A shard with a record of a megabyte on each page, before each of which it refuses to be read.
   */
  private static final class Kinesis implements KinesisClient {
    private final Deque<Integer> refusals = new ArrayDeque<>();
    private int refused;

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(
        DescribeStreamSummaryRequest request) {
      return DescribeStreamSummaryResponse.builder()
          .streamDescriptionSummary(
              stream -> stream.streamCreationTimestamp(Instant.ofEpochSecond(7)))
          .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
      return GetShardIteratorResponse.builder()
          .shardIterator(request.startingSequenceNumber())
          .build();
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
      if (!refusals.isEmpty() && refused < refusals.element()) {
        refused++;
        throw ProvisionedThroughputExceededException.builder().message("rate exceeded").build();
      }
      refused = 0;
      refusals.poll();
      int number = Integer.parseInt(request.shardIterator());
      return GetRecordsResponse.builder()
          .records(
              Record.builder()
                  .sequenceNumber(request.shardIterator())
                  .approximateArrivalTimestamp(Instant.ofEpochSecond(number))
                  .data(SdkBytes.fromUtf8String(number + "x".repeat(1_000_000 - 1)))
                  .build())
          .nextShardIterator(String.valueOf(number + 1))
          .millisBehindLatest(1L)
          .build();
    }

    @Override
    public String serviceName() {
      return "kinesis";
    }

    @Override
    public void close() {}
  }

  @Test
  void read_severalPages_leavesTheLayersHalfOfWhatAShardGives() {
    replay(1, 3);
    assertThat(read).containsExactly("1", "2", "3");
    assertThat(pauses).containsExactly(Duration.ofMillis(1_500), Duration.ofMillis(1_500));
  }

  @Test
  void read_refusedForItsLimits_waitsAndGoesOnWhereItWas() {
    kinesis.refusals.addAll(List.of(0, 3, 1));
    replay(1, 3);
    assertThat(read).containsExactly("1", "2", "3");
    assertThat(pauses).filteredOn(Duration.ofSeconds(5)::equals).hasSize(4);
  }

  @Test
  void read_refusedForEver_failsAndSaysWhere() {
    kinesis.refusals.addAll(List.of(0, Integer.MAX_VALUE));
    assertThatThrownBy(() -> replay(1, 3))
        .hasMessageContaining("shard 'shard-0@7'")
        .hasCauseInstanceOf(ProvisionedThroughputExceededException.class);
    assertThat(read).containsExactly("1");
  }

  private void replay(long from, long to) {
    new KinesisReplay(kinesis, "events", pauses::add)
        .read("shard-0@7", BigInteger.valueOf(from), BigInteger.valueOf(to), this::take);
  }

  private void take(Replay.Kept kept) {
    read.add(new String(kept.data(), UTF_8).substring(0, 1));
  }
}
