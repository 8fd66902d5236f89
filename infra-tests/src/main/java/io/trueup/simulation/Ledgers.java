package io.trueup.simulation;

import io.trueup.port.Table;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The oracle of ledgers: what each must count of all records in the end. */
final class Ledgers {

  private static final long LAST = 999_999_999_999L;

  private final Map<String, Map<String, Long>> expected = new TreeMap<>();

  Ledgers(Layer layer, List<Arrived> arrived) {
    Map<String, Long> newest = new HashMap<>();
    for (Arrived each : arrived) {
      Map<String, Long> counts =
          expected.computeIfAbsent(each.shard() + " " + each.epoch(), any -> new TreeMap<>());
      counts.merge("received", 1L, Long::sum);
      if (each.sent().kind() == Sent.Kind.BEAT) {
        counts.merge("beats", 1L, Long::sum);
      } else if (each.isAccepted()) {
        counts.merge("accepted", 1L, Long::sum);
        Long before = newest.put(each.shard() + " " + each.sent().id(), each.arrival());
        if (layer == Layer.SPEED && Counting.isRepeat(before, each)) {
          counts.merge("repeated", 1L, Long::sum);
        }
      } else {
        String reason = each.sent().kind() == Sent.Kind.EVENT ? "future" : each.sent().fault();
        counts.merge("rejected." + reason, 1L, Long::sum);
      }
    }
  }

  /** Fails when a ledger says otherwise. */
  void judge(Layer layer, Table control, Set<String> shards) {
    Map<String, Map<String, Long>> found = new TreeMap<>();
    for (String shard : shards) {
      for (LedgerEntry entry : new Ledger(control, layer).entries(shard, 0, LAST)) {
        found.put(shard + " " + entry.epoch(), new TreeMap<>(entry.tally().counts()));
      }
    }
    if (!found.equals(expected)) {
      throw new Wrong(
          "in the end the ledger of %s is %s, expected %s".formatted(layer, found, expected));
    }
  }
}
