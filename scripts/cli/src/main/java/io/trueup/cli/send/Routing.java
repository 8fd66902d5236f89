package io.trueup.cli.send;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Which open shard takes a partition key: Kinesis hashes it with MD5 into the shards' ranges. */
public record Routing(List<Range> ranges) {

  public Routing {
    ranges = List.copyOf(ranges);
  }

  /** An open shard with the first and the last hash that it takes. */
  public record Range(String shard, BigInteger first, BigInteger last) {

    boolean takes(BigInteger hash) {
      return first.compareTo(hash) <= 0 && hash.compareTo(last) <= 0;
    }
  }

  public String shardOf(String partitionKey) {
    BigInteger hash = hash(partitionKey);
    return ranges.stream()
        .filter(range -> range.takes(hash))
        .map(Range::shard)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "partition key '%s' has hash %s, expected one of an open shard's: %s"
                        .formatted(partitionKey, hash, ranges)));
  }

  private static BigInteger hash(String partitionKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is missing, which every Java has", e);
    }
  }
}
