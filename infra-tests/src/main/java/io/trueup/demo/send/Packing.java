package io.trueup.demo.send;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts flights into packs of about one size, each for one shard. Within a shard packs and their
 * events keep the flights' order.
 */
public record Packing(Routing routing, int packBytes) {

  /** An event with its partition key. */
  public record Entry(String partitionKey, byte[] data) {}

  /** Events that travel in one Kinesis record. */
  public record Pack(Routing.Range range, List<Entry> entries) {

    public Pack {
      entries = List.copyOf(entries);
    }

    public int bytes() {
      return entries.stream().mapToInt(entry -> entry.data().length).sum();
    }
  }

  public List<Pack> packs(List<Entry> entries) {
    List<Pack> packs = new ArrayList<>();
    Map<Routing.Range, List<Entry>> open = new LinkedHashMap<>();
    Map<Routing.Range, Integer> sizes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Routing.Range range = routing.rangeOf(entry.partitionKey());
      open.computeIfAbsent(range, none -> new ArrayList<>()).add(entry);
      if (sizes.merge(range, entry.data().length, Integer::sum) >= packBytes) {
        packs.add(new Pack(range, open.remove(range)));
        sizes.remove(range);
      }
    }
    open.forEach((range, rest) -> packs.add(new Pack(range, rest)));
    return packs;
  }
}
