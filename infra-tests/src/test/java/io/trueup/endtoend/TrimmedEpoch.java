package io.trueup.endtoend;

import io.trueup.demo.Stage;
import io.trueup.demo.host.Cloud;
import io.trueup.event.Position;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An epoch of a shard whose first record the stream seems to have lost, until this is closed: the
 * archive's ledger begins with a record before those that the stream has.
 */
record TrimmedEpoch(Stage stage, Map<String, AttributeValue> entry) implements AutoCloseable {

  /** Of a place, as "SHARD EPOCH". */
  static TrimmedEpoch of(Stage stage, String place) {
    String[] words = place.split(" ", -1);
    Map<String, AttributeValue> key =
        Map.of(
            "pk", AttributeValue.fromS("ledger|archive|" + words[0]),
            "sk", AttributeValue.fromS("%012d".formatted(Long.parseLong(words[1]))));
    try (DynamoDbClient dynamo = dynamo(stage)) {
      TrimmedEpoch trimmed =
          new TrimmedEpoch(
              stage,
              Map.copyOf(dynamo.getItem(call -> call.tableName(table(stage)).key(key)).item()));
      Map<String, AttributeValue> earlier = new HashMap<>(trimmed.entry);
      Position first = Position.parse(Objects.requireNonNull(earlier.get("first")).s());
      BigInteger before = first.sequence().subtract(BigInteger.ONE);
      earlier.put("first", AttributeValue.fromS(new Position(before, 0).text()));
      dynamo.putItem(call -> call.tableName(table(stage)).item(earlier));
      return trimmed;
    }
  }

  @Override
  public void close() {
    try (DynamoDbClient dynamo = dynamo(stage)) {
      dynamo.putItem(call -> call.tableName(table(stage)).item(entry));
    }
  }

  private static String table(Stage stage) {
    return stage.deployment().output("ControlTable");
  }

  private static DynamoDbClient dynamo(Stage stage) {
    return Cloud.configured(DynamoDbClient.builder(), stage.localStack().endpoint()).build();
  }
}
