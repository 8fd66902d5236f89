package io.trueup.endtoend;

import io.trueup.demo.host.Cloud;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All items of a table, by partition and sort key. */
record TableDump(Map<String, Map<String, AttributeValue>> items) {

  static TableDump of(URI endpoint, String table) {
    Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    try (DynamoDbClient dynamo = Cloud.configured(DynamoDbClient.builder(), endpoint).build()) {
      dynamo
          .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
          .items()
          .forEach(item -> items.put(text(item, "pk") + " / " + text(item, "sk"), item));
    }
    return new TableDump(items);
  }

  static String text(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute)).s();
  }

  /** The keys at which two dumps differ. */
  Set<String> difference(TableDump other) {
    Set<String> keys = new TreeSet<>(items.keySet());
    keys.addAll(other.items.keySet());
    keys.removeIf(key -> Objects.equals(items.get(key), other.items.get(key)));
    return keys;
  }
}
