package io.trueup.merge;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.Recount;
import io.trueup.aggregate.State;
import io.trueup.definition.BucketSize;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.port.MemoryTables;
import io.trueup.port.Outcome;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.DeltaKey;
import io.trueup.store.Directory;
import io.trueup.store.Library;
import io.trueup.store.Pointer;
import io.trueup.store.Segment;
import io.trueup.store.Strip;
import io.trueup.store.Version;
import io.trueup.time.Buckets;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What is served: events as both layers store them, and a pointer at some segments. */
final class Served {

  static final Epochs EPOCHS = new Epochs(Span.parse("1m"));
  static final Span RETENTION = Span.parse("14d");

  final MemoryTable control = new MemoryTable();
  final MemoryTable hot = new MemoryTable();
  final MemoryTables segments = new MemoryTables();
  final Pipeline pipeline;
  final Library library;
  final View view;
  final Answers answers = new Answers(hot, segments::table);
  final Keys keys = new Keys(hot, segments::table);
  private final Measures measures;

  Served() {
    this("orders: count(), items_sum: sum(items), items_max: max(items)");
  }

  /** A view with these measures. */
  Served(String measures) {
    this.pipeline =
        Folders.pipeline(
            Folders.orders(
                """
                    pipeline: orders
                    events:
                      order: { schema: order.avsc, id: id, time: at, key: item.category }
                    views:
                      orders:
                        from: order
                        by: [item.category]
                        every: { 5m: 1d, 1h: forever }
                        measures: { %s }
                    """
                    .formatted(measures)));
    this.library = Library.of(pipeline);
    this.view = pipeline.views().get(0);
    this.measures = new Measures(view);
  }

  BucketSize size(int index) {
    return view.every().get(index);
  }

  Snapshot snapshot() {
    return Snapshot.take(control, library, EPOCHS, RETENTION, 0);
  }

  /** The hot deltas and directory of events on one shard, which are kept below every cut too. */
  Served live(String shard, List<Sold> events) {
    Map<DeltaKey, State> states = new HashMap<>();
    for (Sold event : events) {
      DeltaKey key =
          DeltaKey.of(
              view,
              event.key(),
              event.epoch(),
              Buckets.start(event.time(), view.finest().length()),
              shard);
      states.put(key, plus(states.getOrDefault(key, measures.empty()), event));
    }
    states.forEach(
        (key, state) -> {
          hot.writeAll(
              List.of(Directory.hot(view.fingerprint(), view.name(), key.epoch(), key.key(), 9)));
          Delta delta = new Delta(new Position("1", 0), measures.encode(state));
          hot.write(delta.item(key, 9), new Condition.Absent());
        });
    return this;
  }

  /** Swaps to a version of the events below some epochs: one segment up to each. */
  Served trueUp(List<Sold> events, long... ends) {
    List<Segment> loaded = new ArrayList<>();
    long from = 0;
    for (long to : ends) {
      Segment segment = new Segment("segment-%d-%d".formatted(from, to), from, to);
      load(segment, events, event -> segment.from() <= event.epoch() && event.epoch() < to);
      loaded.add(segment);
      from = to;
    }
    swap(new Version("v" + from, loaded, fingerprints(), Version.CrossCheck.CHECKED, 0));
    return this;
  }

  void swap(Version version) {
    Pointer pointer = Pointer.read(control);
    Outcome outcome = pointer.swap(control, pointer.swappedTo(version, 2));
    if (!(outcome instanceof Outcome.Written)) {
      throw new IllegalStateException("swap to %s: %s".formatted(version, outcome));
    }
  }

  Map<String, String> fingerprints() {
    return Map.of(view.name(), view.fingerprint());
  }

  private void load(Segment segment, List<Sold> events, Predicate<Sold> within) {
    var table = segments.create(segment.table());
    for (BucketSize size : view.every()) {
      Map<Strip, TreeMap<Long, Recount>> strips = new HashMap<>();
      for (Sold event : events.stream().filter(within).toList()) {
        long bucket = Buckets.start(event.time(), size.length());
        strips
            .computeIfAbsent(strip(size, event.key(), bucket), s -> new TreeMap<>())
            .computeIfAbsent(bucket, b -> measures.recount())
            .add(event.event(view.from()));
      }
      strips.forEach(
          (strip, cells) -> {
            TreeMap<Long, byte[]> content = new TreeMap<>();
            cells.forEach((bucket, cell) -> content.put(bucket, measures.encode(cell)));
            table.writeAll(strip.items(content));
            table.writeAll(
                List.of(Directory.segment(view.fingerprint(), view.name(), strip.key())));
          });
    }
  }

  private Strip strip(BucketSize size, CellKey key, long bucket) {
    return new Strip(
        view.fingerprint(), view.name(), size.length(), key, Strip.startOf(bucket, size.length()));
  }

  private State plus(State state, Sold event) {
    return measures.add(state, event.event(view.from()));
  }
}
