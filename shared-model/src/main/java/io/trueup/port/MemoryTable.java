package io.trueup.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table in memory: sorted maps under one lock. A query is one snapshot. Nothing in it expires.
 * For what is made once more beside the real tables, and for tests.
 */
public final class MemoryTable implements Table {

  private final Map<String, NavigableMap<String, Item>> partitions = new HashMap<>();

  @Override
  public synchronized Optional<Item> read(Key key) {
    check(key);
    return Optional.ofNullable(stored(key)).map(MemoryTable::copy);
  }

  @Override
  public synchronized Stream<Item> query(Range range) {
    if (range.isEmpty()) {
      return Stream.empty();
    }
    List<Item> found =
        new ArrayList<>(
            sorted(range.partition()).subMap(range.from(), true, range.to(), false).values());
    if (range.order() == Range.Order.DESCENDING) {
      Collections.reverse(found);
    }
    return found.stream().limit(range.limit()).map(MemoryTable::copy);
  }

  @Override
  public synchronized Outcome write(Item item, Condition condition) {
    check(item);
    Item before = stored(item.key());
    if (!holds(condition, before)) {
      return new Outcome.Refused(Optional.ofNullable(before).map(MemoryTable::copy));
    }
    put(item);
    return new Outcome.Written();
  }

  @Override
  public synchronized void writeAll(List<Item> items) {
    Set<Key> keys = new HashSet<>();
    for (Item item : items) {
      check(item);
      if (!keys.add(item.key())) {
        throw new IllegalArgumentException(
            "write of %d items: key %s stands twice, expected distinct keys"
                .formatted(items.size(), item.key()));
      }
    }
    items.forEach(this::put);
  }

  @Override
  public synchronized Outcome remove(Key key, Condition condition) {
    check(key);
    Item before = stored(key);
    if (!holds(condition, before)) {
      return new Outcome.Refused(Optional.ofNullable(before).map(MemoryTable::copy));
    }
    sorted(key.partition()).remove(key.sort());
    return new Outcome.Written();
  }

  /** All items, by partition, then by sort key; they are gone then. */
  public synchronized List<Item> drain() {
    List<Item> all = all();
    partitions.clear();
    return all;
  }

  /** All items: by partition, then by sort key. */
  public synchronized List<Item> all() {
    return partitions.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(KeyOrder.BY_BYTES))
        .flatMap(partition -> partition.getValue().values().stream())
        .map(MemoryTable::copy)
        .toList();
  }

  private @Nullable Item stored(Key key) {
    return sorted(key.partition()).get(key.sort());
  }

  private void put(Item item) {
    sorted(item.key().partition()).put(item.key().sort(), copy(item));
  }

  private NavigableMap<String, Item> sorted(String partition) {
    return partitions.computeIfAbsent(partition, any -> new TreeMap<>(KeyOrder.BY_BYTES));
  }

  private static boolean holds(Condition condition, @Nullable Item stored) {
    if (condition instanceof Condition.Equal equal) {
      return stored != null && equal(stored.attributes().get(equal.attribute()), equal.value());
    }
    return stored == null;
  }

  private static boolean equal(@Nullable Value stored, Value expected) {
    if (stored instanceof Value.Bytes one && expected instanceof Value.Bytes other) {
      return Arrays.equals(one.bytes(), other.bytes());
    }
    return expected.equals(stored);
  }

  /** So that a caller that changes an array changes nothing stored. */
  private static Item copy(Item item) {
    Map<String, Value> attributes = new HashMap<>(item.attributes());
    attributes.replaceAll(
        (name, value) ->
            value instanceof Value.Bytes bytes ? new Value.Bytes(bytes.bytes().clone()) : value);
    return new Item(item.key(), attributes, item.expires());
  }

  private static void check(Item item) {
    check(item.key());
    long size = bytes("pk" + item.key().partition() + "sk" + item.key().sort());
    for (Map.Entry<String, Value> attribute : item.attributes().entrySet()) {
      size += bytes(attribute.getKey()) + size(attribute.getValue());
    }
    if (size > LARGEST) {
      throw new IllegalArgumentException(
          "write of %s: %d bytes, expected at most %d".formatted(item.key(), size, LARGEST));
    }
  }

  private static void check(Key key) {
    long partition = bytes(key.partition());
    long sort = bytes(key.sort());
    if (isOutside(partition, 2048) || isOutside(sort, 1024)) {
      throw new IllegalArgumentException(
          "key of %d and %d bytes, expected 1 to 2048 and 1 to 1024".formatted(partition, sort));
    }
  }

  private static boolean isOutside(long bytes, long most) {
    return bytes < 1 || bytes > most;
  }

  private static long size(Value value) {
    if (value instanceof Value.Text text) {
      return bytes(text.text());
    }
    return value instanceof Value.Bytes bytes ? bytes.bytes().length : 21;
  }

  private static long bytes(String text) {
    return text.getBytes(UTF_8).length;
  }
}
