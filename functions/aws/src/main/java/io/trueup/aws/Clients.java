package io.trueup.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Clients of AWS over the JDK's own HTTP, the smallest and quickest to start. Region, credentials
 * and endpoints come from the environment, as the SDK defines it.
 */
public final class Clients {

  /** For a call and its repeats: what is told holds nobody up. */
  private static final Duration A_NOTICE = Duration.ofSeconds(20);

  private Clients() {}

  public static DynamoDbClient dynamo() {
    return DynamoDbClient.builder().httpClientBuilder(http()).build();
  }

  /** S3; with an endpoint of one's own, buckets stand in the path instead of the host's name. */
  public static S3Client s3() {
    Optional<URI> endpoint =
        Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_S3"))
            .or(() -> Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")))
            .map(URI::create);
    return S3Client.builder()
        .httpClientBuilder(http())
        .forcePathStyle(endpoint.isPresent())
        .build();
  }

  public static KinesisClient kinesis() {
    return KinesisClient.builder().httpClientBuilder(http()).build();
  }

  public static SfnClient workflows() {
    return SfnClient.builder().httpClientBuilder(http()).build();
  }

  public static EventBridgeClient events() {
    return EventBridgeClient.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(calls -> calls.apiCallTimeout(A_NOTICE))
        .build();
  }

  /** The HTTP of every client, made here: finding it on the class path costs time. */
  public static UrlConnectionHttpClient.Builder http() {
    return UrlConnectionHttpClient.builder();
  }
}
