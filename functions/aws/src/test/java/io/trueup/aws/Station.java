package io.trueup.aws;

import io.trueup.consume.Deltas;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.View;
import io.trueup.merge.Answers;
import io.trueup.merge.Keys;
import io.trueup.merge.RecentHeads;
import io.trueup.merge.Snapshot;
import io.trueup.port.MemoryShards;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.IdLog;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Library;
import io.trueup.store.LoggedId;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A speed layer on two new tables of DynamoDB Local. */
final class Station {

  static final Epochs EPOCHS = new Epochs(Span.parse("5s"));
  private static final Span RETENTION = Span.parse("14d");

  final MemoryShards shards = new MemoryShards(1);
  final String shard = shards.list().get(0).id();
  private final DynamoTable control = (DynamoTable) LocalDynamo.table();
  private final DynamoTable hot = (DynamoTable) LocalDynamo.table();

  /** A consumer that remembers nothing. */
  ShardConsumer consumer() {
    return consumer(table -> table);
  }

  /** A consumer whose tables are behind something else. */
  ShardConsumer consumer(UnaryOperator<Table> before) {
    return new ShardConsumer(
        before.apply(control),
        shards,
        Layer.SPEED,
        Library.of(Rides.PIPELINE),
        EPOCHS,
        new Deltas(
            before.apply(hot), Library.of(Rides.PIPELINE), EPOCHS, RETENTION, Workers.inOrder()));
  }

  /**
   * Every item of both tables with each of its attributes, to the byte; of the log of ids what it
   * holds, since its items are as the batches were.
   */
  List<String> dump() {
    List<String> dump = new ArrayList<>(items(control));
    items(hot).stream()
        .filter(item -> !item.contains("S=ids|"))
        .forEach(item -> dump.add("hot " + item));
    new IdLog(hot, shard, EPOCHS, 0)
        .ids(0, Optional.empty())
        .distinct()
        .sorted(Comparator.comparing(LoggedId::position))
        .forEach(id -> dump.add("id " + id));
    return dump;
  }

  /** How many repeats the ledger counts. */
  long repeated() {
    return new Ledger(control, Layer.SPEED)
        .newest(shard, 1_000).stream()
            .mapToLong(entry -> entry.tally().count(Tally.REPEATED))
            .sum();
  }

  private static List<String> items(DynamoTable table) {
    return LocalDynamo.client()
        .scanPaginator(scan -> scan.tableName(table.name()).consistentRead(true))
        .items()
        .stream()
        .map(item -> new TreeMap<>(item).toString())
        .sorted()
        .toList();
  }

  /** The answers of every view, size and key: {@code view size key bucket} and its measures. */
  Map<String, String> answers() {
    Map<String, String> answers = new TreeMap<>();
    Snapshot snapshot =
        Snapshot.take(
            control,
            new RecentHeads(control, Library.of(Rides.PIPELINE)),
            EPOCHS,
            RETENTION,
            Rides.ARRIVAL);
    for (View view : Rides.PIPELINE.views()) {
      Keys.Page keys = new Keys(hot, name -> hot).page(snapshot, view, Keys.Place.START, 1_000);
      for (CellKey key : keys.keys()) {
        add(answers, snapshot, view, key);
      }
    }
    return answers;
  }

  private void add(Map<String, String> answers, Snapshot snapshot, View view, CellKey key) {
    view.every()
        .forEach(
            size ->
                new Answers(hot, name -> hot)
                    .rows(snapshot, view, size, key, 0, Long.MAX_VALUE)
                    .forEach(
                        row ->
                            answers.put(
                                "%s %s %s %d"
                                    .formatted(
                                        view.name(), size.length(), key.text(), row.bucket()),
                                new TreeMap<>(row.values()).toString())));
  }
}
