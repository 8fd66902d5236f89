package io.trueup.store;

import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Range;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Value;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The shards that a deployment has met, by identity. A shard stays open until each of its children
 * has a head in the ledger asked; then all of its records have been processed.
 */
public record ShardMap(Map<String, Shard> shards) {

  private static final String PARTITION = "shards";

  public ShardMap {
    // In the order of names: what follows from a map is then read in one order everywhere.
    shards = Collections.unmodifiableMap(new TreeMap<>(shards));
  }

  public static ShardMap read(Table control) {
    try (var items = control.query(Range.whole(PARTITION))) {
      return new ShardMap(
          items.map(ShardMap::shard).collect(Collectors.toMap(Shard::id, Function.identity())));
    }
  }

  /** Adds shards; those already there are written again, as they were: a shard never changes. */
  public static void extend(Table control, List<Shard> shards) {
    control.writeAll(shards.stream().map(ShardMap::item).toList());
  }

  public List<Shard> children(String shard) {
    return shards.values().stream().filter(each -> each.parents().contains(shard)).toList();
  }

  private static Item item(Shard shard) {
    return Item.of(
        new Key(PARTITION, shard.id()),
        Map.of(
            "v", new Value.Whole(1),
            "parents", new Value.Text(Json.write(shard.parents())),
            "first_hash", new Value.Text(shard.firstHash().toString()),
            "last_hash", new Value.Text(shard.lastHash().toString())));
  }

  private static Shard shard(Item item) {
    Format.check(item, 1);
    return new Shard(
        item.key().sort(),
        Json.list(item.text("parents")).stream().map(String.class::cast).toList(),
        new BigInteger(item.text("first_hash")),
        new BigInteger(item.text("last_hash")));
  }
}
