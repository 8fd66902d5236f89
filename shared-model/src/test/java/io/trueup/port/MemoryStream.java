package io.trueup.port;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream in memory: it keeps what was put on it, in order. */
public final class MemoryStream implements Stream {

  /** What was put. */
  public record Put(String partitionKey, Optional<BigInteger> explicitHash, byte[] data) {}

  private final List<Put> puts = new ArrayList<>();

  @Override
  public synchronized void put(
      String partitionKey, Optional<BigInteger> explicitHash, byte[] data) {
    puts.add(new Put(partitionKey, explicitHash, data.clone()));
  }

  /** All records so far. */
  public synchronized List<Put> puts() {
    return List.copyOf(puts);
  }
}
