package io.trueup.demo.send;

import io.trueup.event.Packer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts events for one shard together into packs of at most {@code largest} bytes. Within a shard
 * packs and their events keep the order in which they came.
 */
public record Packing(Routing routing, int largest) {

  /** An event with its partition key. */
  public record Entry(String partitionKey, byte[] data) {}

  public List<Packer.Pack> packs(List<Entry> entries) {
    List<Packer.Pack> packs = new ArrayList<>();
    Map<String, Packer> open = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String shard = routing.shardOf(entry.partitionKey());
      Packer packer = open.computeIfAbsent(shard, none -> new Packer(largest));
      packer.add(entry.partitionKey(), entry.data()).ifPresent(packs::add);
    }
    open.values().forEach(packer -> packer.flush().ifPresent(packs::add));
    return packs;
  }
}
