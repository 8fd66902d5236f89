package io.trueup.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.event.Packer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts events for one shard together into packs of at most {@code largest} bytes. Within a shard
 * packs and their events keep the order in which they came. An event that no pack holds goes as it
 * is.
 */
public record Packing(Routing routing, int largest) {

  /** An event with its partition key. */
  public record Entry(String partitionKey, byte[] data) {

    /** The bytes of both, as Kinesis counts them. */
    public int size() {
      return keySize() + data.length;
    }

    private int keySize() {
      return partitionKey.getBytes(UTF_8).length;
    }
  }

  /** More than what a pack has beside one event and its key, which stands in it twice. */
  private static final int FRAME = 64;

  public List<Packer.Pack> packs(List<Entry> entries) {
    List<Packer.Pack> packs = new ArrayList<>();
    Map<String, Packer> open = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String shard = routing.shardOf(entry.partitionKey());
      Packer packer = open.computeIfAbsent(shard, none -> new Packer(largest));
      if (isLarge(entry)) {
        packer.flush().ifPresent(packs::add);
        packs.add(new Packer.Pack(entry.partitionKey(), entry.data(), 1));
      } else {
        packer.add(entry.partitionKey(), entry.data()).ifPresent(packs::add);
      }
    }
    open.values().forEach(packer -> packer.flush().ifPresent(packs::add));
    return packs;
  }

  private boolean isLarge(Entry entry) {
    return entry.size() + entry.keySize() + FRAME > largest;
  }
}
