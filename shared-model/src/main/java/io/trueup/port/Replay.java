package io.trueup.port;

import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * What a stream still keeps of the records that came to its shards: Kinesis keeps them for its
 * retention. For one thread.
 */
public interface Replay {

  /**
   * A user record: its sequence number, its index within the Kinesis record, Kinesis's own arrival
   * time in milliseconds since 1970, and its data, which is not copied and must not be changed.
   */
  record Kept(BigInteger sequence, long index, long arrived, byte[] data) {}

  /**
   * Gives the user records of a shard, by its identity, from one sequence number to another, both
   * included, in order. Those that are gone are left out: the oldest, as records go in the order in
   * which they came.
   */
  void read(String shard, BigInteger from, BigInteger to, Consumer<Kept> records);
}
