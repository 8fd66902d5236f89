package io.trueup.store;

import io.trueup.port.Condition;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ledger of one layer in the control table: one entry per (shard, epoch), never dropped. */
public record Ledger(Table control, Layer layer) {

  /** After every epoch. */
  public static final long END = 999_999_999_999L;

  /** The newest entry of a shard: how far the layer has wholly come. Consistent. */
  public Optional<LedgerEntry> head(String shard) {
    try (var items = control.query(Range.whole(partition(layer, shard)).descending().first(1))) {
      return items.findFirst().map(item -> LedgerEntry.read(shard, item));
    }
  }

  /** The oldest entry of a shard: where the layer began on it. Consistent. */
  public Optional<LedgerEntry> oldest(String shard) {
    return control
        .first(Range.whole(partition(layer, shard)))
        .map(item -> LedgerEntry.read(shard, item));
  }

  /**
   * A shard's entries of epochs in {@code from} (inclusive) to {@code to} (exclusive), in order.
   */
  public List<LedgerEntry> entries(String shard, long from, long to) {
    Range range = Range.of(partition(layer, shard), SortText.epoch(from), SortText.epoch(to));
    try (var items = control.query(range)) {
      return items.map(item -> LedgerEntry.read(shard, item)).toList();
    }
  }

  /** The newest entries of a shard, at most {@code limit}, the newest first. */
  public List<LedgerEntry> newest(String shard, int limit) {
    try (var items =
        control.query(Range.whole(partition(layer, shard)).descending().first(limit))) {
      return items.map(item -> LedgerEntry.read(shard, item)).toList();
    }
  }

  /**
   * The largest arrival on the shards that a shard descends from, where its own arrivals begin; 0
   * when there is none, or Kinesis dropped it from its list before this deployment met it.
   */
  public long arrivalBefore(String shard) {
    ShardMap map = ShardMap.read(control);
    long arrival = 0;
    // Of shards that were split and merged in turns, ways to an ancestor are more than ever end.
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(shard);
    while (!open.isEmpty()) {
      Optional<Shard> child = Optional.ofNullable(map.shards().get(open.remove()));
      for (String parent : child.map(Shard::parents).orElse(List.of())) {
        Optional<LedgerEntry> head = head(parent);
        arrival = Math.max(arrival, head.map(LedgerEntry::arrival).orElse(0L));
        if (head.isEmpty() && seen.add(parent)) {
          open.add(parent);
        }
      }
    }
    return arrival;
  }

  public Outcome write(LedgerEntry entry, Condition condition) {
    return control.write(entry.item(layer), condition);
  }

  static String partition(Layer layer, String shard) {
    return "ledger|" + layer.word() + "|" + shard;
  }
}
