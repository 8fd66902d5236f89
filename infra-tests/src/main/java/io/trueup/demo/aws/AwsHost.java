package io.trueup.demo.aws;

import io.trueup.demo.host.Cdk;
import io.trueup.demo.host.Checkout;
import io.trueup.demo.host.Cloud;
import io.trueup.demo.host.Deployment;
import io.trueup.demo.host.Failure;
import io.trueup.demo.host.Host;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * The caller's AWS account, by the default chain of credentials and regions. What is made there has
 * the name {@value #NAME}, and nothing of it is kept.
 */
public final class AwsHost implements Host {

  /** The deployment's name: no other of the account has it. */
  public static final String NAME = "demo";

  private final Checkout checkout;
  private final Path instance;
  private final Path pipeline;
  private final String account;
  private final Region region;

  AwsHost(Checkout checkout, Path instance, Path pipeline, String account, Region region) {
    this.checkout = checkout;
    this.instance = instance;
    this.pipeline = pipeline;
    this.account = account;
    this.region = region;
  }

  /** Finds out who the caller is; makes nothing. */
  public static AwsHost ofCaller(Checkout checkout, Path instance, Path pipeline) {
    try {
      Region region = new DefaultAwsRegionProviderChain().getRegion();
      try (StsClient sts =
          StsClient.builder()
              .region(region)
              .httpClientBuilder(UrlConnectionHttpClient.builder())
              .build()) {
        String account = sts.getCallerIdentity().account();
        return new AwsHost(checkout, instance, pipeline, account, region);
      }
    } catch (SdkClientException | StsException e) {
      throw new Failure(
          "--aws: %s%nexpected credentials and a region as the AWS command line takes them (AWS_PROFILE, AWS_REGION, …)"
              .formatted(e.getMessage()),
          2);
    }
  }

  /** Fails when a deployment of the name is left: what it counted would count again. */
  public void requireFree() {
    if (!new Leftovers(NAME, region).isEmpty()) {
      throw new Failure(
          "--aws: account %s, %s has a deployment '%s' already; scripts/demo --aws --stop removes it"
              .formatted(account, region, NAME),
          2);
    }
  }

  /** What a person should know before it begins. */
  public String announcement(long events, int views) {
    return """
        This makes a deployment '%s' in AWS account %s, region %s: two stacks (Trueup-%s-data and
        Trueup-%s-compute: a Kinesis stream of 2 shards, 7 Lambda functions, DynamoDB tables, S3 buckets, a
        Firehose stream, a state machine, a REST API behind IAM, a KMS key), and CDK's bootstrap stack if
        there is none. At the end, and on Ctrl-C, it removes all of it but the bootstrap stack; should this
        process be killed, scripts/demo --aws --stop does.

        The run costs about, for an hour at most (list prices of us-east-1):
        %sLeft running without events it would cost, a month:
        %s"""
        .formatted(
            NAME,
            account,
            region,
            NAME,
            NAME,
            Estimate.run(events, views).table(),
            Estimate.idleMonth().table());
  }

  @Override
  public Cloud cloud() {
    return Cloud.in(region);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("AWS_REGION", region.id(), "AWS_DEFAULT_REGION", region.id());
  }

  @Override
  public String cdk() {
    return "cdk";
  }

  @Override
  public String target() {
    return "aws://%s/%s".formatted(account, region);
  }

  /** Nothing is kept; Firehose delivers as soon as it can. */
  @Override
  public Map<String, String> settings() {
    return Map.of("name", NAME, "keep", "off", "delivery", "60s", "gate-wait", "15s");
  }

  @Override
  public URI api(Deployment deployment) {
    String address = deployment.output("ApiUrl");
    return URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
  }

  @Override
  public Function<URI, Map<String, String>> signing() {
    return new Signing(DefaultCredentialsProvider.builder().build(), region);
  }

  @Override
  public String toString() {
    return "deployment '%s' in account %s, %s".formatted(NAME, account, region);
  }

  /** Removes the deployment, with its data. */
  @Override
  public void close() {
    System.out.printf("%nRemoving %s%n", this);
    Cdk cdk = new Cdk(checkout, this, instance);
    new Removal(NAME, stack -> cdk.destroy(pipeline, stack), new Leftovers(NAME, region)).run();
  }
}
