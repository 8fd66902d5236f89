package io.trueup.standin;

import com.sun.net.httpserver.HttpServer;
import io.trueup.aws.DynamoTables;
import io.trueup.port.Objects;
import io.trueup.port.Tables;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * AWS for processes that a test starts: DynamoDB Local, and in memory as much of S3, Kinesis,
 * Firehose and SQS as our processes ask for. Processes find it by their environment.
 */
public final class StandIn implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final DynamoDBProxyServer dynamo;
  private final int dynamoPort;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Buckets buckets = new Buckets();
  private final DynamoDbClient client;

  private StandIn(DynamoDBProxyServer dynamo, int dynamoPort, HttpServer http) {
    this.dynamo = dynamo;
    this.dynamoPort = dynamoPort;
    this.http = http;
    this.client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(endpoint(dynamoPort)))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
  }

  public static StandIn start() {
    try {
      int port = freePort();
      DynamoDBProxyServer dynamo =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-sharedDb", "-port", Integer.toString(port)});
      dynamo.start();
      HttpServer http =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StandIn started = new StandIn(dynamo, port, http);
      http.createContext("/", new Services(started.buckets));
      http.setExecutor(started.threads);
      http.start();
      return started;
    } catch (Exception e) {
      throw new IllegalStateException("start the stand-in for AWS", e);
    }
  }

  /** The variables by which the SDK in a process finds this in place of AWS. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", "test",
        "AWS_SECRET_ACCESS_KEY", "test",
        "AWS_ENDPOINT_URL", endpoint(http.getAddress().getPort()),
        "AWS_ENDPOINT_URL_DYNAMODB", endpoint(dynamoPort));
  }

  public Objects objects(String bucket) {
    return buckets.bucket(bucket);
  }

  public Tables tables() {
    return new DynamoTables(client, Optional.empty(), Map.of());
  }

  @Override
  public void close() {
    client.close();
    http.stop(0);
    threads.shutdownNow();
    try {
      dynamo.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stop DynamoDB Local", e);
    }
  }

  private static String endpoint(int port) {
    return "http://%s:%d".formatted(HOST, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
