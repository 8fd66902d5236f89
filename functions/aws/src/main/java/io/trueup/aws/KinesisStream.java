package io.trueup.aws;

import io.trueup.port.Stream;
import java.math.BigInteger;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A Kinesis stream to put records on. */
public record KinesisStream(KinesisClient kinesis, String name) implements Stream {

  @Override
  public void put(String partitionKey, Optional<BigInteger> explicitHash, byte[] data) {
    kinesis.putRecord(
        put -> {
          put.streamName(name).partitionKey(partitionKey).data(SdkBytes.fromByteArray(data));
          explicitHash.ifPresent(hash -> put.explicitHashKey(hash.toString()));
        });
  }
}
