package io.trueup.port;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** The shards of a stream in memory, which a test splits and merges. */
public final class MemoryShards implements Shards {

  /** When the stream was made, in seconds since 1970. */
  public static final long CREATED = 1_732_420_000L;

  private static final BigInteger HASHES = BigInteger.ONE.shiftLeft(128);

  private final List<Shard> shards = new ArrayList<>();

  /** A stream of so many open shards of about equal width, none with a parent. */
  public MemoryShards(int count) {
    BigInteger width = HASHES.divide(BigInteger.valueOf(count));
    for (int i = 0; i < count; i++) {
      BigInteger first = width.multiply(BigInteger.valueOf(i));
      BigInteger end = i == count - 1 ? HASHES : first.add(width);
      add(List.of(), first, end.subtract(BigInteger.ONE));
    }
  }

  @Override
  public String identity(String name) {
    return name + "@" + CREATED;
  }

  @Override
  public synchronized List<Shard> list() {
    return List.copyOf(shards);
  }

  /** Splits an open shard in the middle; the two new ones. */
  public synchronized List<Shard> split(String id) {
    Shard parent = openShard(id);
    BigInteger middle = parent.firstHash().add(parent.lastHash()).shiftRight(1);
    return List.of(
        add(List.of(id), parent.firstHash(), middle),
        add(List.of(id), middle.add(BigInteger.ONE), parent.lastHash()));
  }

  /** Merges two open shards that lie side by side; the new one. */
  public synchronized Shard merge(String low, String high) {
    Shard one = openShard(low);
    Shard other = openShard(high);
    if (!one.lastHash().add(BigInteger.ONE).equals(other.firstHash())) {
      throw new IllegalArgumentException(
          "merge of %s and %s, expected shards side by side".formatted(one, other));
    }
    return add(List.of(low, high), one.firstHash(), other.lastHash());
  }

  /** The open shard that takes a hash. */
  public Shard taking(BigInteger hash) {
    return open().stream()
        .filter(s -> s.firstHash().compareTo(hash) <= 0 && hash.compareTo(s.lastHash()) <= 0)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no open shard takes hash " + hash));
  }

  private Shard openShard(String id) {
    return open().stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no open shard '%s'".formatted(id)));
  }

  private Shard add(List<String> parents, BigInteger first, BigInteger last) {
    String name = "shardId-%012d".formatted(shards.size());
    Shard shard = new Shard(identity(name), parents, first, last);
    shards.add(shard);
    return shard;
  }
}
