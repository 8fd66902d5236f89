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

/** The AWS services at one endpoint. The clients live as long as the process. */
public record Cloud(
    URI endpoint, KinesisClient kinesis, LambdaClient functions, SfnClient workflows) {

  public static Cloud at(URI endpoint) {
    return new Cloud(
        endpoint,
        configured(KinesisClient.builder(), endpoint).build(),
        configured(LambdaClient.builder(), endpoint).build(),
        configured(SfnClient.builder(), endpoint).build());
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
