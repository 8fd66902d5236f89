package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Delta;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shard whose records are taken while a changed definition comes, and what each is to hold. */
final class Change {

  private static final Epochs EPOCHS = new Epochs(new Span(Deployment.EPOCH));

  /** A definition, and what the oracle knows of it. */
  record Meaning(Pipeline pipeline, long window, long least) {

    static Meaning of(long seconds, long least) {
      String file =
          Folders.ORDER_PIPELINE
              .replace("max_ahead: 10m", "max_ahead: 10m, window: %ds".formatted(seconds))
              .replace("items > 1", "items > " + (least - 1));
      return new Meaning(Folders.pipeline(Folders.orders(file)), seconds * 1_000, least);
    }

    View view() {
      return pipeline.views().get(0);
    }

    String fingerprint() {
      return pipeline.fingerprint();
    }
  }

  static final Meaning FIRST = Meaning.of(4, 2);
  static final Meaning CHANGED = Meaning.of(7, 3);
  static final List<Meaning> BOTH = List.of(FIRST, CHANGED);

  final Deployment deployment = new Deployment();
  final String shard = deployment.shard();
  private final MemoryTable control = new MemoryTable();

  /** The first definition is in force for all epochs. */
  Change() {
    InForce.establish(control, deployed(FIRST), 0);
  }

  InForce inForce() {
    return InForce.read(control).orElseThrow();
  }

  /** From two epochs after a time in milliseconds on, the changed one is in force as well. */
  InForce come(long now) {
    return InForce.establish(control, deployed(CHANGED), now);
  }

  /** A worker that remembers nothing, and has heard of what is known or of what a head names. */
  Progress consume(InForce known, Table hot, List<Sale> sales) {
    Library library =
        new Library(
            () -> head(known),
            tenure ->
                tenure.fingerprint().equals(FIRST.fingerprint())
                    ? FIRST.pipeline()
                    : CHANGED.pipeline());
    Deltas deltas = new Deltas(hot, library, EPOCHS, Span.parse("14d"), Workers.inOrder());
    return new ShardConsumer(
            deployment.control, deployment.shards, Layer.SPEED, library, EPOCHS, deltas, 3)
        .consume(shard, records(sales), NEVER);
  }

  /** What is in force is read after the head: who is behind an entry knows at least as much. */
  private InForce head(InForce known) {
    return deployment
        .ledger()
        .head(shard)
        .filter(entry -> !entry.definitions().isEmpty())
        .map(entry -> inForce())
        .orElse(known);
  }

  private static InForce deployed(Meaning meaning) {
    return InForce.first(
        EPOCHS.length(), meaning.fingerprint(), "s3://assets/" + meaning.fingerprint());
  }

  void assertFilled(Meaning by, List<Sale> sales, String circumstances) {
    long from = wholeFrom(by);
    assertThat(found(by, from))
        .as("deltas of %s from epoch %d on, %s", by.fingerprint(), from, circumstances)
        .isEqualTo(expected(by, sales, from));
  }

  /** After the last entry that does not name it, and its window. */
  private long wholeFrom(Meaning by) {
    if (by.equals(FIRST)) {
      return 0;
    }
    long filled = 0;
    for (LedgerEntry entry : deployment.entries(shard)) {
      filled = entry.definitions().contains(by.fingerprint()) ? filled : entry.epoch() + 1;
    }
    return filled + (by.window() + Deployment.EPOCH - 1) / Deployment.EPOCH;
  }

  private Map<String, String> found(Meaning by, long from) {
    Measures measures = new Measures(by.view());
    Map<String, String> found = new TreeMap<>();
    for (Item item : deployment.hot.all()) {
      String sort = item.key().sort();
      if (item.key().partition().startsWith("delta|" + by.view().fingerprint())
          && Long.parseLong(sort.substring(0, 12)) >= from) {
        found.put(
            item.text("key") + " " + sort,
            measures.values(measures.decode(Delta.read(item).state())).toString());
      }
    }
    return found;
  }

  private Map<String, String> expected(Meaning by, List<Sale> sales, long from) {
    Map<String, long[]> totals = new TreeMap<>();
    Map<Long, Long> newest = new HashMap<>();
    long arrival = 0;
    for (Sale sale : sales) {
      arrival = Math.max(arrival, sale.arrived());
      if (sale.sort() != Sale.Sort.GOOD) {
        continue;
      }
      Long before = newest.put(sale.number(), arrival);
      boolean repeats = before != null && before >= arrival - by.window();
      long epoch = arrival / Deployment.EPOCH;
      if (!repeats && sale.items() >= by.least() && epoch >= from) {
        long bucket = sale.time() - sale.time() % 300_000;
        String key =
            "[%s,\"B\"]".formatted(sale.category().map("\"%s\""::formatted).orElse("null"));
        long[] total =
            totals.computeIfAbsent(
                "%s %012d|%016x|%s".formatted(key, epoch, bucket ^ Long.MIN_VALUE, shard),
                any -> new long[2]);
        total[0]++;
        total[1] += sale.items();
      }
    }
    Map<String, String> expected = new TreeMap<>();
    totals.forEach(
        (cell, total) ->
            expected.put(cell, "{orders=%d, items_sum=%d}".formatted(total[0], total[1])));
    return expected;
  }
}
