package io.trueup.cli.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.trueup.cli.Console;
import io.trueup.cli.Failure;
import io.trueup.cli.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Where AWS is: its region, whose credentials are used, and another endpoint where it is
 * LocalStack. Clients live as long as the process.
 */
public record Cloud(Region region, AwsCredentialsProvider credentials, Optional<URI> endpoint) {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** As the SDK finds it: environment, system properties, profile, role of the machine. */
  static Cloud standard(Console console) {
    Region region = DefaultAwsRegionProviderChain.builder().build().getRegion();
    return new Cloud(
        region,
        DefaultCredentialsProvider.builder().build(),
        Optional.ofNullable(console.environment().get("AWS_ENDPOINT_URL")).map(URI::create));
  }

  /** The LocalStack of the demo that was kept in this checkout. */
  static Cloud demo(Path checkout) {
    Path file = checkout.resolve(".localstack/instances/demo/instance.json");
    if (!Files.exists(file)) {
      throw Failure.wrong("no demo was kept here: scripts/demo --keep starts one (no %s)", file);
    }
    try {
      JsonNode instance = Json.read(Files.readAllBytes(file));
      return new Cloud(
          Region.US_EAST_1,
          StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
          Optional.of(URI.create(instance.required("endpoint").textValue())));
    } catch (IOException e) {
      throw Failure.wrong("%s: %s, expected the demo's addresses", file, e.getMessage());
    }
  }

  CloudFormationClient stacks() {
    return configured(CloudFormationClient.builder()).build();
  }

  public KinesisClient kinesis() {
    return configured(KinesisClient.builder()).build();
  }

  public LambdaClient functions() {
    return configured(LambdaClient.builder()).build();
  }

  public SfnClient workflows() {
    return configured(SfnClient.builder()).build();
  }

  public DynamoDbClient tables() {
    return configured(DynamoDbClient.builder()).build();
  }

  S3Client objects() {
    // LocalStack's buckets have no host names of their own.
    return configured(S3Client.builder().forcePathStyle(endpoint.isPresent())).build();
  }

  private <B extends AwsClientBuilder<B, ?> & AwsSyncClientBuilder<B, ?>> B configured(B builder) {
    endpoint.ifPresent(builder::endpointOverride);
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LIMIT));
  }
}
