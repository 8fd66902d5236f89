package io.trueup.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aggregate.Measures;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.port.Item;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Delta;
import io.trueup.store.IdLog;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The tables of a speed layer in memory, and workers on them. */
final class Deployment {

  /** The length of an epoch in milliseconds. */
  static final long EPOCH = 5_000;

  /** How far back a repeat is found, in milliseconds. */
  static final long WINDOW = 4_000;

  /** How long after its bucket's end an event is not late yet, in milliseconds. */
  static final long LATE_AFTER = 3_000;

  static final Deadline NEVER = () -> false;

  final MemoryTable control = new MemoryTable();
  final MemoryTable hot = new MemoryTable();
  final MemoryShards shards = new MemoryShards(2);
  final Pipeline pipeline = pipeline("4s");

  static Pipeline pipeline(String window) {
    return Folders.pipeline(
        Folders.orders(
            Folders.ORDER_PIPELINE.replace(
                "max_ahead: 10m", "max_ahead: 10m, late_after: 3s, window: %s".formatted(window))));
  }

  String shard() {
    return shards.list().get(0).id();
  }

  /** A worker that remembers nothing. */
  ShardConsumer worker() {
    return worker(control, hot);
  }

  ShardConsumer worker(Table control, Table hot) {
    return worker(control, hot, Workers.inOrder());
  }

  ShardConsumer worker(Table control, Table hot, Workers workers) {
    Epochs epochs = new Epochs(new Span(EPOCH));
    return new ShardConsumer(
        control,
        shards,
        Layer.SPEED,
        Library.of(pipeline),
        epochs,
        new Deltas(hot, Library.of(pipeline), epochs, Span.parse("14d"), workers));
  }

  Ledger ledger() {
    return new Ledger(control, Layer.SPEED);
  }

  List<LedgerEntry> entries(String shard) {
    return ledger().entries(shard, 0, 900_000_000_000L);
  }

  /** Fails unless the tables hold what consuming each sale once would store, and nothing else. */
  void assertHolds(Map<String, List<Sale>> sales, String circumstances) {
    Oracle oracle = new Oracle(pipeline);
    new TreeMap<>(sales).forEach(oracle::consume);
    assertThat(deltas()).as("deltas, %s", circumstances).isEqualTo(oracle.deltas());
    assertThat(directory()).as("directory, %s", circumstances).isEqualTo(oracle.directory());
    assertThat(logged()).as("log of ids, %s", circumstances).isEqualTo(oracle.logged());
    List<LedgerEntry> entries =
        new TreeMap<>(sales).keySet().stream().flatMap(it -> entries(it).stream()).toList();
    assertThat(entries).as("ledger, %s", circumstances).isEqualTo(oracle.ledger());
  }

  void assertHolds(List<Sale> sales) {
    assertHolds(Map.of(shard(), sales), "one shard");
  }

  private Map<String, String> deltas() {
    View view = pipeline.views().get(0);
    Measures measures = new Measures(view);
    Map<String, String> found = new TreeMap<>();
    for (Item item : hot.all()) {
      if (item.key().partition().startsWith("delta|")) {
        Delta delta = Delta.read(item);
        found.put(
            item.key().partition() + " " + item.key().sort(),
            delta.applied().text() + " " + measures.values(measures.decode(delta.state())));
      }
    }
    return found;
  }

  /** Every accepted record, by however many items it stands in. */
  private Set<String> logged() {
    Epochs epochs = new Epochs(new Span(EPOCH));
    Set<String> logged = new TreeSet<>();
    for (Shard shard : shards.list()) {
      new IdLog(hot, shard.id(), epochs, 0)
          .ids(0, Optional.empty())
          .forEach(id -> logged.add(shard.id() + " " + id.position().text() + " " + id.arrival()));
    }
    return logged;
  }

  private Map<String, String> directory() {
    return hot.all().stream()
        .filter(item -> item.key().partition().startsWith("keys|"))
        .collect(
            Collectors.toMap(
                item -> item.key().sort(), item -> item.text("key"), (a, b) -> a, TreeMap::new));
  }
}
