package io.trueup.port;

import java.math.BigInteger;
import java.util.List;

/**
 * A shard of the stream: its identity, the shards it was split or merged from, and the first and
 * last hash key that it takes.
 */
public record Shard(String id, List<String> parents, BigInteger firstHash, BigInteger lastHash) {

  public Shard {
    parents = List.copyOf(parents);
  }
}
