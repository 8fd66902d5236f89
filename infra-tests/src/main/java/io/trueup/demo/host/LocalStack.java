package io.trueup.demo.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A LocalStack that the launcher started on this host for one instance folder. The launcher's watch
 * ends it when this process has ended, however it ended; {@link #close} ends it at once, with every
 * process that carries its mark.
 */
public final class LocalStack implements Host {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "TRUEUP_LOCALSTACK_ROOT";

  private final Checkout checkout;
  private final Path instance;
  private final JsonNode record;

  private LocalStack(Checkout checkout, Path instance, JsonNode record) {
    this.checkout = checkout;
    this.instance = instance;
    this.record = record;
  }

  /** Starts one; a port in use or a running instance is a {@link Failure} with exit code 2. */
  public static LocalStack start(Checkout checkout, Path instance, OptionalInt port) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("start", "--root", instance.toString()));
    words.addAll(List.of("--watch-parent", String.valueOf(ProcessHandle.current().pid())));
    port.ifPresent(number -> words.addAll(List.of("--port", String.valueOf(number))));
    String output = launch(checkout, instance, words, Duration.ofMinutes(3)).strip();
    try {
      String record = output.substring(output.lastIndexOf('\n') + 1);
      return new LocalStack(checkout, instance, JSON.readTree(record));
    } catch (IOException e) {
      throw new UncheckedIOException("localstack start printed '%s'".formatted(output), e);
    }
  }

  /** Installs what is missing or out of date: a minute the first time, else at once. */
  public static void setUp(Checkout checkout, Path instance) {
    launch(checkout, instance, List.of("setup"), Duration.ofMinutes(15));
  }

  /** Ends whatever runs at an instance folder and returns what the launcher says of it. */
  public static String stop(Checkout checkout, Path instance) {
    List<String> words = List.of("stop", "--root", instance.toString());
    // The processes end at once; to remove the functions' unpacked code can take a busy disk
    // minutes.
    return launch(checkout, instance, words, Duration.ofMinutes(5)).strip();
  }

  public URI endpoint() {
    return URI.create(record.get("endpoint").textValue());
  }

  /** DynamoDB's own endpoint, which functions call. */
  public URI dynamo() {
    return URI.create(record.get("dynamodb_endpoint").textValue());
  }

  /** Returns when nothing answers at the endpoint any more. */
  public void awaitEnd() {
    InetSocketAddress address = new InetSocketAddress(endpoint().getHost(), endpoint().getPort());
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(address, 2000);
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      } catch (IOException e) {
        return;
      }
    }
  }

  /**
   * The variables for a program that talks to this LocalStack. The mark among them makes it end
   * together with the instance.
   */
  @Override
  public Map<String, String> environment() {
    return Map.of(
        MARK,
        instance.toString(),
        "AWS_ENDPOINT_URL",
        endpoint().toString(),
        "AWS_ENDPOINT_URL_S3",
        endpoint().toString(),
        "AWS_ENDPOINT_URL_DYNAMODB",
        dynamo().toString(),
        "AWS_ACCESS_KEY_ID",
        "test",
        "AWS_SECRET_ACCESS_KEY",
        "test",
        "AWS_REGION",
        "us-east-1",
        "AWS_DEFAULT_REGION",
        "us-east-1");
  }

  @Override
  public Cloud cloud() {
    return Cloud.at(endpoint());
  }

  @Override
  public String cdk() {
    return "cdklocal";
  }

  @Override
  public String target() {
    return "aws://000000000000/us-east-1";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("gate-wait", "2");
  }

  /** The address that the stack puts out is AWS's. */
  @Override
  public URI api(Deployment deployment) {
    return endpoint().resolve("/_aws/execute-api/%s/prod".formatted(deployment.output("ApiId")));
  }

  /** LocalStack asks for none. */
  @Override
  public Function<URI, Map<String, String>> signing() {
    return address -> Map.of();
  }

  @Override
  public void close() {
    stop(checkout, instance);
  }

  private static String launch(
      Checkout checkout, Path instance, List<String> arguments, Duration limit) {
    Path log = instance.resolve("launcher.log");
    log.toFile().delete();
    List<String> words = new ArrayList<>(List.of(checkout.launcher().toString()));
    words.addAll(arguments);
    Command.Result result = new Command(words, checkout.root(), Map.of(), log).run(limit);
    if (result.exitCode() != 0) {
      throw new Failure(Logs.text(log).strip(), result.exitCode());
    }
    return result.output();
  }
}
