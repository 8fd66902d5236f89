package io.trueup.simulation;

import io.trueup.port.Table;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The oracle of ledgers: what each must count of all records in the end, by the definitions that
 * its entries name.
 */
final class Ledgers {

  private static final String REPEATED = "repeated";

  private final Layer layer;
  private final List<Arrived> arrived;
  private final Retention retention;

  Ledgers(Layer layer, List<Arrived> arrived, Retention retention) {
    this.layer = layer;
    this.arrived = retention.givenTo(layer, arrived);
    this.retention = retention;
  }

  /** Fails when a ledger says otherwise. */
  void judge(Table control, Set<String> shards) {
    Map<String, LedgerEntry> entries = new TreeMap<>();
    for (String shard : shards) {
      for (LedgerEntry entry : new Ledger(control, layer).entries(shard, 0, Ledger.END)) {
        entries.put(shard + " " + entry.epoch(), entry);
      }
    }
    Map<String, Map<String, Long>> expected = expected(entries);
    Map<String, Map<String, Long>> found = new TreeMap<>();
    entries.forEach((place, entry) -> found.put(place, new TreeMap<>(entry.tally().counts())));
    if (InForce.read(control).orElseThrow().tenures().size() > 1 || retention.isShort()) {
      // What one that was added had logged of repeats when a record came is not known here, nor
      // what was logged of records before they were lost.
      found.values().forEach(counts -> counts.remove(REPEATED));
      expected.values().forEach(counts -> counts.remove(REPEATED));
    }
    if (!found.equals(expected)) {
      throw new Wrong(
          "in the end the ledger of %s is %s, expected %s".formatted(layer, found, expected));
    }
  }

  private Map<String, Map<String, Long>> expected(Map<String, LedgerEntry> entries) {
    Map<String, Map<String, Long>> expected = new TreeMap<>();
    Map<String, Long> newest = new HashMap<>();
    for (Arrived each : arrived) {
      String place = each.shard() + " " + each.epoch();
      LedgerEntry entry = entries.get(place);
      Shop by = entry == null ? Shops.FIRST : Shops.of(entry.counting());
      Map<String, Long> counts = expected.computeIfAbsent(place, any -> new TreeMap<>());
      counts.merge("received", 1L, Long::sum);
      if (each.sent().kind() == Sent.Kind.BEAT) {
        counts.merge("beats", 1L, Long::sum);
      } else if (each.isAccepted(by)) {
        counts.merge("accepted", 1L, Long::sum);
        if (by.isLate(each.sent(), each.arrival())) {
          counts.merge("late", 1L, Long::sum);
        }
        Long before = newest.put(each.shard() + " " + each.sent().id(), each.arrival());
        if (layer == Layer.SPEED && Counting.isRepeat(before, each, by)) {
          counts.merge(REPEATED, 1L, Long::sum);
        }
      } else {
        String reason = each.sent().kind() == Sent.Kind.EVENT ? "future" : each.sent().fault();
        counts.merge("rejected." + reason, 1L, Long::sum);
      }
    }
    return expected;
  }
}
