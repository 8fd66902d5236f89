package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.trueup.port.MemoryTable;
import io.trueup.port.Zip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An endpoint that speaks as much of AWS as the commands use: stacks by their outputs, a stream of
 * two shards, a REST API of canned answers, a state machine and a function. What it was asked is
 * kept. Its own thread serves; tests read when a command has ended.
 */
final class FakeCloud implements AutoCloseable {

  static final String API = "/_aws/execute-api/api1/prod";
  private static final String HALF = "170141183460469231731687303715884105728";

  /** A record as it was put: its partition key and data. */
  record Put(String partitionKey, byte[] data) {}

  private final HttpServer server;
  private final Map<String, Map<String, String>> stacks = new LinkedHashMap<>();
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> read = new ArrayList<>();
  private final List<Put> puts = new ArrayList<>();
  private final List<JsonNode> invoked = new ArrayList<>();
  private final Map<String, byte[]> objects = new LinkedHashMap<>();
  private final FakeTables tables = new FakeTables();
  private final Map<String, String> states = new LinkedHashMap<>(Map.of("ChooseCut", "{}"));
  private final Deque<Integer> failures = new ArrayDeque<>();
  private int refusals;
  private String invocation = "{}";
  private String credentialsError = "";

  FakeCloud() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  Map<String, String> environment() {
    return Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  FakeCloud deployed(String name) {
    return deployed(name, "emr-serverless", "writes");
  }

  FakeCloud deployed(String name, String engine, String load) {
    stacks.put(
        "Trueup-%s-compute".formatted(name),
        Map.ofEntries(
            Map.entry("ApiId", "api1"),
            Map.entry("StreamName", "stream-" + name),
            Map.entry("StateMachineArn", "arn:machine"),
            Map.entry("StepFunction", "step"),
            Map.entry("ArchiveBucket", "archived"),
            Map.entry("ControlTable", "control"),
            Map.entry("HotTable", "hot"),
            Map.entry("HotRetention", "14d"),
            Map.entry("Engine", engine),
            Map.entry("Load", load),
            Map.entry("Definition", "s3://archived/definition.zip")));
    return this;
  }

  /** Has the deployment be of a pipeline folder: of its sales. */
  FakeCloud definition(Path pipeline) throws IOException {
    return object(
        "definition.zip",
        Zip.folder(
            Map.of(
                "pipeline.yaml", Files.readAllBytes(pipeline.resolve("pipeline.yaml")),
                "sale.avsc", Files.readAllBytes(pipeline.resolve("sale.avsc")))));
  }

  /** Has the API answer a path and query with a status and a body. */
  FakeCloud answer(String path, int status, String body) {
    answers.put(sorted(path), status + " " + body);
    return this;
  }

  /** Has the API fail with these statuses before it answers anything else. */
  FakeCloud failing(Integer... statuses) {
    failures.addAll(List.of(statuses));
    return this;
  }

  /** Has the archive's bucket hold an object, newer than those before. */
  FakeCloud object(String key, String content) {
    return object(key, content.getBytes(UTF_8));
  }

  FakeCloud object(String key, byte[] content) {
    objects.put(key, content);
    return this;
  }

  /** What DynamoDB holds under a table's name. */
  MemoryTable table(String name) {
    return tables.table(name);
  }

  /** Has the execution enter a state with an input before the last one. */
  FakeCloud entering(String state, String input) {
    states.remove("Done");
    states.put(state, input);
    states.put("Done", "{}");
    return this;
  }

  /** Has the function answer so. */
  FakeCloud invocation(String body) {
    invocation = body;
    return this;
  }

  /** Has the stream refuse so many records. */
  FakeCloud refusing(int records) {
    refusals = records;
    return this;
  }

  /** Has nothing accept the credentials. */
  FakeCloud takingNoCredentials() {
    credentialsError = "InvalidClientTokenId";
    return this;
  }

  List<String> asked() {
    return asked;
  }

  /** The objects that were read, by key. */
  List<String> read() {
    return read;
  }

  List<Put> puts() {
    return puts;
  }

  List<JsonNode> invoked() {
    return invoked;
  }

  private void serve(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String uri = sorted(exchange.getRequestURI().toString());
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (uri.startsWith(API)) {
      asked.add(uri.substring(API.length()));
      boolean signed =
          String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
              .contains("/us-east-1/execute-api/aws4_request");
      String reply =
          !failures.isEmpty()
              ? failures.remove() + " {\"message\":\"busy\"}"
              : signed
                  ? answers.getOrDefault(uri.substring(API.length()), "404 {}")
                  : "403 {\"message\":\"Missing Authentication Token\"}";
      reply(
          exchange,
          Integer.parseInt(reply.substring(0, 3)),
          "application/json",
          reply.substring(4));
    } else if (uri.startsWith("/archived")) {
      objects(exchange, exchange.getRequestURI());
    } else if (uri.contains("/functions/")) {
      invoked.add(json(body));
      if (invocation.contains("errorMessage")) {
        exchange.getResponseHeaders().add("X-Amz-Function-Error", "Unhandled");
      }
      reply(exchange, 200, "application/json", invocation);
    } else if (target != null && target.startsWith("DynamoDB_")) {
      tables.serve(exchange, target, json(body));
    } else if (target != null) {
      reply(exchange, 200, "application/x-amz-json-1.1", service(target, json(body)));
    } else {
      stacks(exchange, body);
    }
  }

  private void objects(HttpExchange exchange, URI asked) throws IOException {
    String query = asked.getQuery();
    if (query == null) {
      String key = asked.getPath().substring("/archived/".length());
      read.add(key);
      reply(exchange, 200, "application/json", objects.getOrDefault(key, new byte[0]));
      return;
    }
    String prefix = query.replaceAll(".*prefix=([^&]*).*", "$1");
    StringBuilder contents = new StringBuilder();
    int second = 10;
    for (String key : objects.keySet()) {
      if (key.startsWith(prefix)) {
        contents.append(
            "<Contents><Key>%s</Key><LastModified>2026-11-01T12:00:%dZ</LastModified></Contents>"
                .formatted(key, second));
      }
      second++;
    }
    reply(
        exchange,
        200,
        "application/xml",
        "<ListBucketResult><IsTruncated>false</IsTruncated>%s</ListBucketResult>"
            .formatted(contents));
  }

  /** An address with its parameters in order: the SDK sends them in any. */
  private static String sorted(String address) {
    int mark = address.indexOf('?');
    return mark < 0
        ? address
        : address.substring(0, mark + 1)
            + Stream.of(address.substring(mark + 1).split("&", -1))
                .sorted()
                .collect(Collectors.joining("&"));
  }

  private void stacks(HttpExchange exchange, String body) throws IOException {
    String wanted =
        body.contains("StackName=") ? body.replaceAll(".*StackName=([^&]*).*", "$1") : "";
    if (!credentialsError.isEmpty()) {
      error(
          exchange,
          403,
          credentialsError,
          "The security token included in the request is invalid.");
    } else if (!wanted.isEmpty() && !stacks.containsKey(wanted)) {
      error(exchange, 400, "ValidationError", "Stack with id %s does not exist".formatted(wanted));
    } else {
      String members =
          stacks.entrySet().stream()
              .filter(stack -> wanted.isEmpty() || stack.getKey().equals(wanted))
              .map(stack -> stack(stack.getKey(), stack.getValue()))
              .collect(Collectors.joining());
      reply(
          exchange,
          200,
          "text/xml",
          "<DescribeStacksResponse><DescribeStacksResult><Stacks>%s</Stacks></DescribeStacksResult></DescribeStacksResponse>"
              .formatted(members));
    }
  }

  private static String stack(String name, Map<String, String> outputs) {
    String members =
        outputs.entrySet().stream()
            .map(
                output ->
                    "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
                        .formatted(output.getKey(), output.getValue()))
            .collect(Collectors.joining());
    return "<member><StackName>%s</StackName><Outputs>%s</Outputs></member>"
        .formatted(name, members);
  }

  private String service(String target, JsonNode request) {
    return switch (target.substring(target.indexOf('.') + 1)) {
      case "ListShards" -> shards();
      case "PutRecords" -> put(request);
      case "StartExecution" ->
          "{\"executionArn\":\"arn:%s\",\"startDate\":1}".formatted(request.get("name").asText());
      case "DescribeExecution" ->
          "{\"executionArn\":\"arn:x\",\"status\":\"SUCCEEDED\",\"output\":\"{\\\"outcome\\\":\\\"swapped\\\"}\"}";
      case "GetExecutionHistory" -> history();
      default -> throw new IllegalArgumentException(target);
    };
  }

  private String history() {
    ObjectNode history = new ObjectMapper().createObjectNode();
    states.forEach(
        (name, input) ->
            history
                .withArray("events")
                .addObject()
                .put("id", 1)
                .putObject("stateEnteredEventDetails")
                .put("name", name)
                .put("input", input));
    return history.toString();
  }

  private static String shards() {
    return """
    {"Shards":[
     {"ShardId":"low","HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"170141183460469231731687303715884105727"},
      "SequenceNumberRange":{"StartingSequenceNumber":"1"}},
     {"ShardId":"high","HashKeyRange":{"StartingHashKey":"%s","EndingHashKey":"340282366920938463463374607431768211455"},
      "SequenceNumberRange":{"StartingSequenceNumber":"1"}}]}
    """
        .formatted(HALF);
  }

  private String put(JsonNode request) {
    List<String> results = new ArrayList<>();
    for (JsonNode record : request.get("Records")) {
      if (refusals > 0) {
        refusals--;
        results.add(
            "{\"ErrorCode\":\"ProvisionedThroughputExceededException\",\"ErrorMessage\":\"slow\"}");
      } else {
        puts.add(
            new Put(
                record.get("PartitionKey").asText(),
                Base64.getDecoder().decode(record.get("Data").asText())));
        results.add("{\"SequenceNumber\":\"%d\",\"ShardId\":\"s\"}".formatted(puts.size()));
      }
    }
    return "{\"FailedRecordCount\":0,\"Records\":[%s]}".formatted(String.join(",", results));
  }

  private static JsonNode json(String body) {
    try {
      return Json.read(body.getBytes(UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(body, e);
    }
  }

  private static void error(HttpExchange exchange, int status, String code, String message)
      throws IOException {
    reply(
        exchange,
        status,
        "text/xml",
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
            .formatted(code, message));
  }

  private static void reply(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    reply(exchange, status, type, body.getBytes(UTF_8));
  }

  private static void reply(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
