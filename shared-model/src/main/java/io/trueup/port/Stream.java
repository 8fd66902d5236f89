package io.trueup.port;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A stream that records are put on: Kinesis. A record that it took is delivered at least once, in
 * the order of its shard. Safe for many threads.
 */
public interface Stream {

  /**
   * Puts a record of at most 1 MiB on the shard that takes the explicit hash or else the hash of
   * the partition key (1 to 256 characters). After a failure the record may or may not be there.
   */
  void put(String partitionKey, Optional<BigInteger> explicitHash, byte[] data);
}
