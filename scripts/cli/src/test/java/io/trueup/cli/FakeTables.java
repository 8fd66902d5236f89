package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Value;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** As much of DynamoDB as the adapter of tables speaks, over tables in memory. */
final class FakeTables {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, MemoryTable> tables = new TreeMap<>();

  synchronized MemoryTable table(String name) {
    return tables.computeIfAbsent(name, any -> new MemoryTable());
  }

  void serve(HttpExchange exchange, String target, JsonNode request) throws IOException {
    MemoryTable table = table(request.path("TableName").asText());
    ObjectNode reply = JSON.createObjectNode();
    int status = 200;
    switch (target.substring(target.indexOf('.') + 1)) {
      case "GetItem" ->
          table.read(key(request.get("Key"))).ifPresent(it -> reply.set("Item", json(it)));
      case "Query" -> query(table, request, reply);
      case "PutItem" ->
          status = refused(table.write(item(request.get("Item")), of(request)), reply);
      case "DeleteItem" ->
          status = refused(table.remove(key(request.get("Key")), of(request)), reply);
      case "BatchWriteItem" ->
          request
              .get("RequestItems")
              .properties()
              .forEach(
                  each ->
                      each.getValue()
                          .forEach(
                              put ->
                                  table(each.getKey())
                                      .writeAll(
                                          java.util.List.of(item(put.at("/PutRequest/Item"))))));
      default -> throw new IllegalArgumentException(target);
    }
    byte[] bytes = reply.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void query(MemoryTable table, JsonNode request, ObjectNode reply) {
    JsonNode values = request.get("ExpressionAttributeValues");
    // DynamoDB's upper bound is included.
    Range range =
        Range.of(
            values.at("/:pk/S").asText(),
            values.at("/:from/S").asText(),
            values.at("/:to/S").asText() + "\0");
    boolean isAscending = request.path("ScanIndexForward").asBoolean(true);
    table
        .query(
            (isAscending ? range : range.descending())
                .first(request.path("Limit").asInt(Integer.MAX_VALUE)))
        .forEach(it -> reply.withArray("Items").add(json(it)));
  }

  private static int refused(Outcome outcome, ObjectNode reply) {
    if (!(outcome instanceof Outcome.Refused refused)) {
      return 200;
    }
    reply.put("__type", "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException");
    reply.put("message", "The conditional request failed");
    refused.stored().ifPresent(it -> reply.set("Item", json(it)));
    return 400;
  }

  private static Condition of(JsonNode request) {
    String attribute = request.at("/ExpressionAttributeNames/#attribute").asText();
    return attribute.isEmpty()
        ? new Condition.Absent()
        : new Condition.Equal(
            attribute, value(request.at("/ExpressionAttributeValues/:value")).orElseThrow());
  }

  private static Key key(JsonNode key) {
    return new Key(key.at("/pk/S").asText(), key.at("/sk/S").asText());
  }

  private static Item item(JsonNode json) {
    Map<String, Value> attributes = new HashMap<>();
    json.properties()
        .forEach(each -> value(each.getValue()).ifPresent(it -> attributes.put(each.getKey(), it)));
    OptionalLong expires =
        attributes.remove("expires") instanceof Value.Whole seconds
            ? OptionalLong.of(seconds.number())
            : OptionalLong.empty();
    attributes.remove("pk");
    attributes.remove("sk");
    return new Item(key(json), attributes, expires);
  }

  private static Optional<Value> value(JsonNode json) {
    if (json.has("S")) {
      return Optional.of(new Value.Text(json.get("S").asText()));
    }
    if (json.has("N")) {
      return Optional.of(new Value.Whole(json.get("N").asLong()));
    }
    return json.has("B")
        ? Optional.of(new Value.Bytes(Base64.getDecoder().decode(json.get("B").asText())))
        : Optional.empty();
  }

  private static ObjectNode json(Item item) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("pk").put("S", item.key().partition());
    json.putObject("sk").put("S", item.key().sort());
    item.expires().ifPresent(it -> json.putObject("expires").put("N", Long.toString(it)));
    item.attributes()
        .forEach(
            (name, value) -> {
              ObjectNode at = json.putObject(name);
              if (value instanceof Value.Text text) {
                at.put("S", text.text());
              } else if (value instanceof Value.Whole number) {
                at.put("N", Long.toString(number.number()));
              } else {
                at.put("B", Base64.getEncoder().encodeToString(((Value.Bytes) value).bytes()));
              }
            });
    return json;
  }
}
