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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * Rule 12, live: whatever workers know of a change and whenever, each definition has every record
 * once, from the epoch on from which all entries name it, and its window.
 */
class ChangedDefinitionTest {

  private static final Epochs EPOCHS = new Epochs(new Span(Deployment.EPOCH));

  /** A definition, and what the oracle knows of it. */
  private record Meaning(Pipeline pipeline, long window, long least) {

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

  private static final Meaning FIRST = Meaning.of(4, 2);
  private static final Meaning CHANGED = Meaning.of(7, 3);
  private static final List<Meaning> BOTH = List.of(FIRST, CHANGED);

  private final MemoryTable control = new MemoryTable();
  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();

  ChangedDefinitionTest() {
    InForce.establish(control, deployed(FIRST), 0);
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void consume_changeAnywhereAmongStaleWorkers_eachDefinitionEqualsOracle(@ForAll long seed) {
    // All tries have one instance, and each needs tables of its own.
    new ChangedDefinitionTest().play(seed);
  }

  private void play(long seed) {
    Random random = new Random(seed);
    List<Sale> sales = Sales.any(random, 80);
    List<InForce> known = new ArrayList<>(List.of(InForce.read(control).orElseThrow()));
    int change = random.nextInt(60);
    int next = 0;
    while (next < sales.size()) {
      if (next >= change && known.size() == 1) {
        known.add(InForce.establish(control, deployed(CHANGED), sales.get(next).arrived()));
      }
      int to = Math.min(sales.size(), next + 1 + random.nextInt(12));
      int again = Math.max(0, next - random.nextInt(5));
      int ahead = random.nextInt(to - next + 1);
      List<Sale> batch = sales.subList(again, to);
      List<Sale> others = sales.subList(again, next + ahead);
      // Another worker, which may know more or less, comes between two writes of this one.
      Meanwhile meanwhile =
          new Meanwhile(
              random.nextInt(12), () -> consume(any(known, random), deployment.hot, others));
      Progress progress =
          consume(any(known, random), new HookedTable(deployment.hot, meanwhile), batch);
      next = progress instanceof Progress.Stopped stopped ? again + indexOf(batch, stopped) : to;
    }
    BOTH.forEach(each -> assertFilled(each, sales, "seed " + seed));
  }

  @Test
  void consume_entryByOthers_stopsAndTheRecordsComeAgain() {
    List<Sale> sales = Sales.alike(6);
    InForce first = InForce.read(control).orElseThrow();
    InForce both = InForce.establish(control, deployed(CHANGED), 0);
    // One that has heard of the change takes the first three, while one that has not takes all.
    Meanwhile meanwhile =
        new Meanwhile(0, () -> consume(both, deployment.hot, sales.subList(0, 3)));
    Progress progress = consume(first, new HookedTable(deployment.hot, meanwhile), sales);
    assertThat(progress).isEqualTo(new Progress.Stopped(sales.get(0).position()));

    consume(first, deployment.hot, sales);

    assertThat(deployment.entries(shard))
        .extracting(LedgerEntry::definitions)
        .containsExactly(List.of(FIRST.fingerprint(), CHANGED.fingerprint()));
    BOTH.forEach(each -> assertFilled(each, sales, "in order"));
  }

  private Progress consume(InForce known, Table hot, List<Sale> sales) {
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
    InForce now = InForce.read(control).orElseThrow();
    return deployment
        .ledger()
        .head(shard)
        .filter(entry -> !entry.definitions().isEmpty())
        .map(entry -> now)
        .orElse(known);
  }

  private static InForce any(List<InForce> known, Random random) {
    return known.get(random.nextInt(known.size()));
  }

  private static int indexOf(List<Sale> batch, Progress.Stopped stopped) {
    return batch.stream().map(Sale::position).toList().indexOf(stopped.next());
  }

  private static InForce deployed(Meaning meaning) {
    return InForce.first(
        EPOCHS.length(), meaning.fingerprint(), "s3://assets/" + meaning.fingerprint());
  }

  private void assertFilled(Meaning by, List<Sale> sales, String circumstances) {
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
