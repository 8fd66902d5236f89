package io.trueup.consume;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Position;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Mix;
import io.trueup.store.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must be stored after sales were consumed, each once: a list and a loop. */
final class Oracle {

  private final View view;
  private final Map<String, String> deltas = new TreeMap<>();
  private final Map<String, String> directory = new TreeMap<>();
  private final Set<String> logged = new TreeSet<>();
  private final List<LedgerEntry> ledger = new ArrayList<>();

  Oracle(Pipeline pipeline) {
    this.view = pipeline.views().get(0);
  }

  /** By partition and sort key: the last position, the number of sales and of items. */
  Map<String, String> deltas() {
    return deltas;
  }

  /** By epoch and key. */
  Map<String, String> directory() {
    return directory;
  }

  /** Shard, position and arrival of each accepted record. */
  Set<String> logged() {
    return logged;
  }

  /** In the order of shards and epochs. */
  List<LedgerEntry> ledger() {
    return ledger;
  }

  Oracle consume(String shard, List<Sale> sales) {
    Map<String, long[]> totals = new TreeMap<>();
    TreeMap<Long, List<Sale>> byEpoch = new TreeMap<>();
    TreeMap<Long, Long> arrivals = new TreeMap<>();
    TreeMap<Long, Long> repeated = new TreeMap<>();
    TreeMap<Long, Long> late = new TreeMap<>();
    List<long[]> accepted = new ArrayList<>();
    long arrival = 0;
    for (Sale sale : sales) {
      arrival = Math.max(arrival, sale.arrived());
      long epoch = arrival / Deployment.EPOCH;
      byEpoch.computeIfAbsent(epoch, e -> new ArrayList<>()).add(sale);
      arrivals.put(epoch, arrival);
      if (sale.sort() == Sale.Sort.GOOD) {
        if (arrival - (sale.time() - sale.time() % 300_000) > 300_000 + Deployment.LATE_AFTER) {
          late.merge(epoch, 1L, Long::sum);
        }
        if (isRepeat(sale.number(), arrival, accepted)) {
          repeated.merge(epoch, 1L, Long::sum);
        } else if (sale.items() > 1) {
          add(shard, epoch, sale, totals);
        }
        accepted.add(new long[] {sale.number(), arrival});
        logged.add(shard + " " + sale.position().text() + " " + arrival);
      }
    }
    byEpoch.forEach(
        (epoch, some) ->
            ledger.add(
                entry(
                    shard,
                    epoch,
                    arrivals.getOrDefault(epoch, -1L),
                    some,
                    Map.of(
                        "repeated",
                        repeated.getOrDefault(epoch, 0L),
                        "late",
                        late.getOrDefault(epoch, 0L)))));
    return this;
  }

  private void add(String shard, long epoch, Sale sale, Map<String, long[]> totals) {
    String key = "[%s,\"B\"]".formatted(sale.category().map(it -> "\"" + it + "\"").orElse("null"));
    long bucket = sale.time() - sale.time() % 300_000;
    String place =
        "delta|%s|%s|00|%s %012d|%016x|%s"
            .formatted(view.fingerprint(), view.name(), key, epoch, bucket ^ Long.MIN_VALUE, shard);
    long[] total = totals.computeIfAbsent(place, p -> new long[2]);
    total[0]++;
    total[1] += sale.items();
    deltas.put(
        place,
        "%s {orders=%d, items_sum=%d}".formatted(sale.position().text(), total[0], total[1]));
    directory.put("%012d|%s".formatted(epoch, key), key);
  }

  private static boolean isRepeat(long id, long arrival, List<long[]> accepted) {
    return accepted.stream().anyMatch(it -> it[0] == id && it[1] >= arrival - Deployment.WINDOW);
  }

  private static LedgerEntry entry(
      String shard, long epoch, long arrival, List<Sale> sales, Map<String, Long> accepted) {
    Map<String, Long> counts = new TreeMap<>(accepted);
    counts.values().removeIf(count -> count == 0);
    Map<String, Position> samples = new TreeMap<>();
    long digest = 0;
    long beat = -1;
    for (Sale sale : sales) {
      counts.merge("received", 1L, Long::sum);
      counts.merge(sale.sort().counted, 1L, Long::sum);
      digest += Mix.of(sale.position(), sale.data());
      if (sale.sort().counted.startsWith("rejected")) {
        samples.putIfAbsent(sale.sort().counted, sale.position());
      }
      beat = sale.sort() == Sale.Sort.BEAT ? Math.max(beat, sale.number()) : beat;
    }
    return new LedgerEntry(
        shard,
        epoch,
        sales.get(0).position(),
        sales.get(sales.size() - 1).position(),
        arrival,
        new Tally(counts, digest),
        beat,
        samples);
  }
}
