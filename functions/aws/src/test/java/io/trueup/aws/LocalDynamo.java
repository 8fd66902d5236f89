package io.trueup.aws;

import io.trueup.port.Table;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local in this process, asked over HTTP by the same client as in production. One for all
 * tests of the process; it ends with it.
 */
final class LocalDynamo {

  private static final int PORT = start();
  private static final DynamoDbClient CLIENT =
      DynamoDbClient.builder()
          .httpClientBuilder(Clients.http())
          .endpointOverride(URI.create("http://127.0.0.1:" + PORT))
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .build();

  private LocalDynamo() {}

  static DynamoDbClient client() {
    return CLIENT;
  }

  static DynamoTables tables() {
    return new DynamoTables(CLIENT, Optional.empty(), Map.of());
  }

  /** A new, empty table. */
  static Table table() {
    return tables().create("test-" + UUID.randomUUID());
  }

  private static int start() {
    try {
      int port = freePort();
      DynamoDBProxyServer server =
          ServerRunner.createServerFromCommandLineArgs(
              new String[] {"-inMemory", "-disableTelemetry", "-port", Integer.toString(port)});
      server.start();
      return port;
    } catch (Exception failed) {
      throw new IllegalStateException("start DynamoDB Local in this process", failed);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
