package io.trueup.port;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The shards of one stream, closed ones included as long as Kinesis keeps them. A shard's identity
 * is its name in Kinesis, {@code @}, and the stream's creation time in seconds since 1970, so that
 * a stream that was deleted and made again has other shards.
 */
public interface Shards {

  /** The identity of a shard by its name in Kinesis. */
  String identity(String name);

  List<Shard> list();

  /** The shards that no other one was made from: those that take records. */
  default List<Shard> open() {
    List<Shard> all = list();
    Set<String> parents = new HashSet<>();
    all.forEach(shard -> parents.addAll(shard.parents()));
    return all.stream().filter(shard -> !parents.contains(shard.id())).toList();
  }
}
