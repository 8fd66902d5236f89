package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.port.Shard;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryRequest;
import software.amazon.awssdk.services.kinesis.model.DescribeStreamSummaryResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

class KinesisShardsTest {

  private static final BigInteger MOST = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** A stream of two pages of shards, whose calls are counted. */
  private static final class Kinesis implements KinesisClient {
    private final List<String> calls = new ArrayList<>();

    @Override
    public DescribeStreamSummaryResponse describeStreamSummary(
        DescribeStreamSummaryRequest request) {
      calls.add("describe " + request.streamName());
      return DescribeStreamSummaryResponse.builder()
          .streamDescriptionSummary(
              stream -> stream.streamCreationTimestamp(Instant.ofEpochMilli(1_732_420_000_999L)))
          .build();
    }

    @Override
    public ListShardsResponse listShards(ListShardsRequest request) {
      calls.add("list " + request.streamName() + " " + request.nextToken());
      return request.nextToken() == null
          ? ListShardsResponse.builder().nextToken("2").shards(shard("0", null, null)).build()
          : ListShardsResponse.builder()
              .shards(shard("1", "0", null), shard("2", "0", "1"))
              .build();
    }

    @SuppressWarnings("NullAway") // Kinesis answers no parent as null.
    private static software.amazon.awssdk.services.kinesis.model.Shard shard(
        String id,
        @org.jspecify.annotations.Nullable String parent,
        @org.jspecify.annotations.Nullable String adjacent) {
      return software.amazon.awssdk.services.kinesis.model.Shard.builder()
          .shardId(id)
          .parentShardId(parent)
          .adjacentParentShardId(adjacent)
          .hashKeyRange(range -> range.startingHashKey("0").endingHashKey(MOST.toString()))
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
  void list_twoPages_everyShardWithItsParents() {
    Kinesis kinesis = new Kinesis();
    assertThat(new KinesisShards(() -> kinesis, "events").list())
        .containsExactly(
            shard("0@1732420000"),
            shard("1@1732420000", "0@1732420000"),
            shard("2@1732420000", "0@1732420000", "1@1732420000"));
    // With a token, the stream's name is refused.
    assertThat(kinesis.calls).contains("list events null", "list null 2");
  }

  @Test
  void identity_askedAgain_describedOnce() {
    Kinesis kinesis = new Kinesis();
    KinesisShards shards = new KinesisShards(() -> kinesis, "events");
    assertThat(kinesis.calls).isEmpty();
    assertThat(shards.identity("a")).isEqualTo("a@1732420000");
    assertThat(shards.identity("b")).isEqualTo("b@1732420000");
    assertThat(kinesis.calls).containsExactly("describe events");
  }

  private static Shard shard(String id, String... parents) {
    return new Shard(id, List.of(parents), BigInteger.ZERO, MOST);
  }
}
