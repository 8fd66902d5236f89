package io.trueup.demo.host;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** The AWS services, of AWS or at one endpoint. The clients live as long as the process. */
public record Cloud(KinesisClient kinesis, LambdaClient functions, SfnClient workflows) {

  public static Cloud at(URI endpoint) {
    return new Cloud(
        configured(KinesisClient.builder(), endpoint).build(),
        configured(LambdaClient.builder(), endpoint).build(),
        configured(SfnClient.builder(), endpoint).build());
  }

  /** The services of AWS in a region, with the caller's credentials. */
  public static Cloud in(Region region) {
    return new Cloud(
        client(KinesisClient.builder(), region).build(),
        client(LambdaClient.builder(), region).build(),
        client(SfnClient.builder(), region).build());
  }

  /** A client's builder for AWS. */
  public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B client(
      B builder, Region region) {
    return builder
        .region(region)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)));
  }

  /** A client's builder with the emulator's endpoint and credentials. */
  public static <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(
      B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofMinutes(2)));
  }
}
