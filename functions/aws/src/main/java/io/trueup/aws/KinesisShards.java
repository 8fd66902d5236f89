package io.trueup.aws;

import io.trueup.port.Shard;
import io.trueup.port.Shards;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

/**
 * The shards of a Kinesis stream. The stream's creation time is asked for once per process, and the
 * client made when it is first needed. Not safe for many threads.
 */
public final class KinesisShards implements Shards {

  private final Supplier<KinesisClient> client;
  private final String stream;
  private @Nullable String created;

  public KinesisShards(Supplier<KinesisClient> client, String stream) {
    this.client = client;
    this.stream = stream;
  }

  @Override
  public String identity(String name) {
    if (created == null) {
      created =
          Long.toString(
              client
                  .get()
                  .describeStreamSummary(describe -> describe.streamName(stream))
                  .streamDescriptionSummary()
                  .streamCreationTimestamp()
                  .getEpochSecond());
    }
    return name + "@" + created;
  }

  @Override
  public List<Shard> list() {
    List<Shard> shards = new ArrayList<>();
    Optional<String> token = Optional.empty();
    do {
      Optional<String> page = token;
      ListShardsResponse response =
          client
              .get()
              .listShards(
                  list -> page.ifPresentOrElse(list::nextToken, () -> list.streamName(stream)));
      response.shards().forEach(shard -> shards.add(shard(shard)));
      token = Optional.ofNullable(response.nextToken());
    } while (token.isPresent());
    return shards;
  }

  private Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    return new Shard(
        identity(shard.shardId()),
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .filter(parent -> parent != null)
            .map(this::identity)
            .toList(),
        new BigInteger(shard.hashKeyRange().startingHashKey()),
        new BigInteger(shard.hashKeyRange().endingHashKey()));
  }
}
