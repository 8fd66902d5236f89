package io.trueup.endtoend;

import io.trueup.demo.host.Cloud;
import java.net.URI;
import java.util.HashMap;
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

  /** Of a control table: the speed layer's ledger of all epochs but the newest of each shard. */
  Map<String, Map<String, AttributeValue>> closedEntries() {
    Map<String, Map<String, AttributeValue>> entries = new HashMap<>(items);
    entries.keySet().removeIf(key -> !key.startsWith("ledger|speed|"));
    Map<String, String> newest = new HashMap<>();
    entries.forEach((key, item) -> newest.merge(text(item, "pk"), key, TableDump::later));
    entries.keySet().removeAll(newest.values());
    return entries;
  }

  private static String later(String one, String other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
