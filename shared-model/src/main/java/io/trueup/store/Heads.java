package io.trueup.store;

import io.trueup.port.Shard;
import io.trueup.time.Epochs;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How far one layer has come on every shard: the heads of all shards of a map, read one after
 * another. What follows from them holds from then on, since heads only move forward.
 */
public record Heads(ShardMap map, Map<String, LedgerEntry> heads) {

  public Heads {
    // In the order of names: what follows from a map is then read in one order everywhere.
    heads = Collections.unmodifiableMap(new TreeMap<>(heads));
  }

  public static Heads read(ShardMap map, Ledger ledger) {
    Map<String, LedgerEntry> heads = new TreeMap<>();
    for (String shard : map.shards().keySet()) {
      ledger.head(shard).ifPresent(head -> heads.put(shard, head));
    }
    return new Heads(map, heads);
  }

  /**
   * The newest cut that all shards have passed: every record of an earlier epoch is processed. 0
   * while a shard without known parents has no head, and while no shard is known.
   */
  public long cut() {
    return bounding().stream()
        .map(shard -> Optional.ofNullable(heads.get(shard)).map(LedgerEntry::epoch).orElse(0L))
        .min(Comparator.naturalOrder())
        .orElse(0L);
  }

  /** Whether the heads that bound the cut are all there, at least one, and satisfy a condition. */
  public boolean areAll(Predicate<LedgerEntry> condition) {
    Collection<String> bounding = bounding();
    return !bounding.isEmpty()
        && bounding.stream()
            .allMatch(shard -> Optional.ofNullable(heads.get(shard)).filter(condition).isPresent());
  }

  /** Whether every record of a shard of epochs before a cut is processed. */
  public boolean hasPassed(String shard, long cut) {
    return !isOpen(shard)
        || Optional.ofNullable(heads.get(shard)).map(head -> head.epoch() >= cut).orElse(false);
  }

  /**
   * The time in milliseconds before which every record that arrived is processed or of an epoch
   * before the cut.
   */
  public long asOf(long cut, Epochs epochs) {
    return bounding().stream()
        .map(shard -> Optional.ofNullable(heads.get(shard)).map(LedgerEntry::arrival).orElse(0L))
        .min(Comparator.naturalOrder())
        .map(arrival -> Math.max(arrival, epochs.start(cut)))
        .orElse(epochs.start(cut));
  }

  /**
   * The first epoch whose deltas an answer by a cut needs: the cut's, or without one that of the
   * first record that this ledger has; empty while it has none.
   */
  public Optional<Long> firstLive(long cut, Ledger ledger) {
    return cut > 0
        ? Optional.of(cut)
        : heads.keySet().stream()
            .flatMap(shard -> ledger.oldest(shard).stream())
            .map(LedgerEntry::epoch)
            .min(Comparator.naturalOrder());
  }

  /**
   * The open shards, less those that have parents and no head yet: their parents are open too, and
   * nothing on a child is older than its parents' heads.
   */
  Collection<String> bounding() {
    return map.shards().values().stream()
        .filter(shard -> isOpen(shard.id()))
        .filter(
            shard ->
                heads.containsKey(shard.id())
                    || shard.parents().stream().noneMatch(map.shards()::containsKey))
        .map(shard -> shard.id())
        .toList();
  }

  /**
   * Whether a record of a shard may not be processed yet. A child that was itself split or merged
   * before anything arrived on it never has a head: its own children show that it is over.
   */
  private boolean isOpen(String shard) {
    List<Shard> children = map.children(shard);
    return children.isEmpty()
        || children.stream()
            .anyMatch(child -> !heads.containsKey(child.id()) && isOpen(child.id()));
  }
}
