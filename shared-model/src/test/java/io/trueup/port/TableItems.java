package io.trueup.port;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Small items for the tests of tables. */
final class TableItems {

  private TableItems() {}

  static Item item(Key key, String v) {
    return Item.of(key, Map.of("v", new Value.Text(v)));
  }

  static Item item(String partition, String sort, String v) {
    return item(new Key(partition, sort), v);
  }

  static List<Item> items(String partition, String... sorts) {
    return Arrays.stream(sorts).map(sort -> item(partition, sort, "v")).toList();
  }

  static List<String> sorts(Stream<Item> items) {
    return items.map(item -> item.key().sort()).toList();
  }
}
