package io.trueup.endtoend;

import io.trueup.demo.host.Cloud;
import java.net.URI;
import java.util.Map;
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
          .forEach(item -> items.put(item.get("pk").s() + " / " + item.get("sk").s(), item));
    }
    return new TableDump(items);
  }

  /** The keys at which two dumps differ. */
  Set<String> difference(TableDump other) {
    Set<String> keys = new TreeSet<>(items.keySet());
    keys.addAll(other.items.keySet());
    keys.removeIf(key -> items.containsKey(key) && items.get(key).equals(other.items.get(key)));
    return keys;
  }
}
