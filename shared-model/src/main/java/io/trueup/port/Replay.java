package io.trueup.port;

import io.trueup.event.StreamRecord;
import java.math.BigInteger;
import java.util.function.Consumer;

/**
 * What a stream still keeps of the records that came to its shards: Kinesis keeps them for its
 * retention. Safe for many threads.
 */
public interface Replay {

  /**
   * Gives the user records of a shard, by its identity, from one sequence number to another, both
   * included, in order, each with the arrival that Kinesis gave it. Those that are gone are left
   * out: the oldest, as records go in the order in which they came.
   */
  void read(String shard, BigInteger from, BigInteger to, Consumer<StreamRecord> records);
}
