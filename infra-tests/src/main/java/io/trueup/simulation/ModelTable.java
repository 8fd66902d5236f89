package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The model of a DynamoDB table: whole items, conditions, items that expire some time after they
 * may. It knows no faults and no turns; {@link ModelView} adds them. Safe for many threads.
 */
final class ModelTable {

  /** How long after its time an item may still be found, in milliseconds. */
  private static final int LINGER = 30_000;

  /** The order of keys by their UTF-8 bytes is that by code points. */
  static final Comparator<String> ORDER = ModelTable::compare;

  private final Map<String, NavigableMap<String, Item>> partitions = new HashMap<>();
  private final IdentityHashMap<Item, Digest> digests = new IdentityHashMap<>();
  private final LongSupplier now;

  /** {@code now} gives milliseconds since 1970. */
  ModelTable(LongSupplier now) {
    this.now = now;
  }

  synchronized Optional<Item> read(Key key) {
    check(key);
    return Optional.ofNullable(stored(key));
  }

  /** Up to {@code most} items of a range in its order, after a sort key if there is one. */
  synchronized List<Item> page(Range range, @Nullable String after, int most) {
    if (range.isEmpty()) {
      return List.of();
    }
    NavigableMap<String, Item> items =
        sorted(range.partition()).subMap(range.from(), true, range.to(), false);
    NavigableMap<String, Item> ordered =
        range.order() == Range.Order.ASCENDING ? items : items.descendingMap();
    if (after != null) {
      ordered = ordered.tailMap(after, false);
    }
    List<Item> page = new ArrayList<>();
    for (Item item : ordered.values()) {
      if (page.size() == most) {
        break;
      }
      if (isThere(item)) {
        page.add(item);
      }
    }
    return page;
  }

  synchronized Outcome write(Item item, Condition condition) {
    check(item);
    Item before = stored(item.key());
    if (!holds(condition, before)) {
      return new Outcome.Refused(Optional.ofNullable(before));
    }
    put(item);
    return new Outcome.Written();
  }

  synchronized void put(Item item) {
    sorted(item.key().partition()).put(item.key().sort(), item);
  }

  /** What is stored, in whatever order it was written. */
  synchronized Digest digest() {
    Digest digest = Digest.NONE;
    for (NavigableMap<String, Item> items : partitions.values()) {
      for (Item item : items.values()) {
        digest = digest.plus(digests.computeIfAbsent(item, Digest::of));
      }
    }
    return digest;
  }

  synchronized Outcome remove(Key key, Condition condition) {
    check(key);
    Item before = stored(key);
    if (!holds(condition, before)) {
      return new Outcome.Refused(Optional.ofNullable(before));
    }
    sorted(key.partition()).remove(key.sort());
    return new Outcome.Written();
  }

  static void check(List<Item> items) {
    Set<Key> keys = new HashSet<>();
    for (Item item : items) {
      check(item);
      if (!keys.add(item.key())) {
        throw new IllegalArgumentException(
            "write of %d items: key %s stands twice".formatted(items.size(), item.key()));
      }
    }
  }

  private @Nullable Item stored(Key key) {
    Item item = sorted(key.partition()).get(key.sort());
    return item != null && isThere(item) ? item : null;
  }

  private boolean isThere(Item item) {
    if (item.expires().isEmpty()) {
      return true;
    }
    long linger = Math.floorMod(Dice.hash(item.key().sort()), LINGER);
    return item.expires().getAsLong() * 1_000 + linger > now.getAsLong();
  }

  private NavigableMap<String, Item> sorted(String partition) {
    return partitions.computeIfAbsent(partition, any -> new TreeMap<>(ORDER));
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

  private static void check(Item item) {
    check(item.key());
    long size = bytes("pk" + item.key().partition() + "sk" + item.key().sort());
    for (Map.Entry<String, Value> attribute : item.attributes().entrySet()) {
      size += bytes(attribute.getKey()) + size(attribute.getValue());
    }
    if (size > Table.LARGEST) {
      throw new IllegalArgumentException(
          "write of %s: %d bytes, expected at most %d".formatted(item.key(), size, Table.LARGEST));
    }
  }

  private static void check(Key key) {
    int partition = bytes(key.partition());
    int sort = bytes(key.sort());
    if (partition < 1 || partition > 2048 || sort < 1 || sort > 1024) {
      throw new IllegalArgumentException(
          "key of %d and %d bytes, expected 1 to 2048 and 1 to 1024".formatted(partition, sort));
    }
  }

  private static int size(Value value) {
    if (value instanceof Value.Text text) {
      return bytes(text.text());
    }
    return value instanceof Value.Bytes bytes ? bytes.bytes().length : 21;
  }

  private static int bytes(String text) {
    return text.getBytes(UTF_8).length;
  }

  private static int compare(String one, String other) {
    int length = Math.min(one.length(), other.length());
    for (int i = 0; i < length; i++) {
      char a = one.charAt(i);
      char b = other.charAt(i);
      if (a != b) {
        boolean surrogates = Character.isSurrogate(a) != Character.isSurrogate(b);
        // A surrogate stands for a character above all that are none.
        return surrogates ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
