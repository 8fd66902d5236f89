package io.trueup.replay;

import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.port.Workers;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A random history of a stream whose shards are split and merged, read by both layers of a
 * deployment in memory: orders of all sorts, many of which come again, on their shard or another,
 * within the window or beyond; clocks step back.
 */
final class Orders {

  static final long EPOCH = 5_000;
  static final long START = 1_700_000_000_000L;
  static final Epochs EPOCHS = new Epochs(new Span(EPOCH));

  /** By which it is deployed. */
  static final Pipeline DEPLOYED = pipeline("max_ahead: 10m, window: 4s", "items > 1");

  final MemoryTable control = new MemoryTable();
  final MemoryTable hot = new MemoryTable();
  final MemoryObjects archive = new MemoryObjects();
  final MemoryShards shards = new MemoryShards(2);
  final List<Order> all = new ArrayList<>();
  final List<ArchiveLine> lines = new ArrayList<>();
  private final Random random;
  private long sequence = 1_000;
  private long clock = START;

  private Orders(Random random) {
    this.random = random;
  }

  /** Two views: of some orders by category, and of all, whose writes are spread. */
  static Pipeline pipeline(String type, String where) {
    return Folders.pipeline(
        Folders.orders(
            Folders.ORDER_PIPELINE.replace("max_ahead: 10m", type).replace("items > 1", where)
                + """
                  all:
                    from: order
                    by: []
                    every: { 1h: 1d }
                    measures: { orders: count(), items_sum: sum(items) }
                batch: { epoch: 5s }
                """));
  }

  /** Up to a last order on each open shard, in an epoch that nobody passes. */
  static Orders of(long seed) {
    return of(seed, 150);
  }

  static Orders of(long seed, int steps) {
    return new Orders(new Random(seed)).steps(steps).ended();
  }

  /** As above, with three hours in the midst of which nothing comes. */
  static Orders overHours(long seed) {
    Orders orders = new Orders(new Random(seed)).steps(75);
    orders.clock += 3 * 3_600_000;
    return orders.steps(75).ended();
  }

  private Orders steps(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
    }
    return this;
  }

  private Orders ended() {
    clock += 3 * EPOCH;
    open().forEach(this::put);
    return this;
  }

  private void step() {
    switch (random.nextInt(40)) {
      case 0 -> shards.split(any(open()));
      case 1 -> merge();
      default -> put(any(open()));
    }
  }

  private void merge() {
    for (Shard low : shards.open()) {
      for (Shard high : shards.open()) {
        if (low.lastHash().add(java.math.BigInteger.ONE).equals(high.firstHash())) {
          shards.merge(low.id(), high.id());
          return;
        }
      }
    }
  }

  private List<String> open() {
    return shards.open().stream().map(Shard::id).toList();
  }

  private void put(String shard) {
    clock += random.nextInt(800);
    long arrived = clock - (random.nextInt(8) == 0 ? random.nextInt(9_000) : 0);
    sequence += 1 + random.nextInt(9);
    Order.Sort sort = random.nextInt(4) > 0 ? Order.Sort.GOOD : any(List.of(Order.Sort.values()));
    int size = all.size();
    all.add(
        new Order(
            shard,
            new Position(Long.toString(sequence), 0),
            arrived,
            sort,
            any(List.of("toys", "books", "|")),
            random.nextInt(5),
            sort == Order.Sort.AHEAD ? arrived + 86_400_000 : arrived - random.nextInt(7_200_000),
            size > 0 && random.nextInt(3) == 0
                ? all.get(Math.max(0, size - 1 - random.nextInt(30))).number()
                : size));
  }

  /** Both layers read all of it, and the archive is written. */
  Orders consumed() {
    Library library = Library.of(DEPLOYED);
    consume(
        Layer.SPEED, new Deltas(hot, library, EPOCHS, Span.parse("14d"), Workers.inOrder()), all);
    consume(Layer.ARCHIVE, archiving(), all);
    write(lines);
    return this;
  }

  /** Keeps the lines that the archive function would deliver. */
  Effect archiving() {
    return (shard, taken) ->
        taken.forEach(
            it ->
                lines.add(
                    new ArchiveLine(
                        shard,
                        it.record().position(),
                        it.epoch(),
                        it.arrival(),
                        it.record().data())));
  }

  /** Has a layer read some orders, those of parents first. */
  void consume(Layer layer, Effect effect, List<Order> some) {
    ShardConsumer consumer =
        new ShardConsumer(control, shards, layer, Library.of(DEPLOYED), EPOCHS, effect);
    for (Shard shard : shards.list()) {
      List<StreamRecord> records =
          some.stream().filter(it -> it.shard().equals(shard.id())).map(Order::record).toList();
      consumer.consume(shard.id(), records, () -> false);
    }
  }

  /** In objects of a few lines each, in no order, some twice, and some late. */
  void write(List<ArchiveLine> some) {
    List<ArchiveLine> shuffled = new ArrayList<>(some);
    some.forEach(line -> shuffled.addAll(random.nextInt(10) == 0 ? List.of(line) : List.of()));
    Collections.shuffle(shuffled, random);
    for (int at = 0; at < shuffled.size(); ) {
      int to = Math.min(shuffled.size(), at + 1 + random.nextInt(9));
      String folder =
          random.nextInt(5) == 0
              ? "archive/refilled/"
              : ArchiveHour.folder("archive/", clock + random.nextInt(3) * 3_600_000L);
      archive.write(
          folder + at, Zip.gzip(shuffled.subList(at, to).stream().map(ArchiveLine::line).toList()));
      at = to;
    }
  }

  Recording recording(Patience patience) {
    return recording(patience, clock);
  }

  /** As read at another time. */
  Recording recording(Patience patience, long now) {
    return new Recording(
        control,
        archive,
        EPOCHS,
        Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC),
        patience,
        any -> {});
  }

  /** The lineage arrival of each order: of a shard's first one it begins at its parents' end. */
  Map<Order, Long> arrivals() {
    Map<String, Long> ends = new HashMap<>();
    Map<Order, Long> arrivals = new HashMap<>();
    for (Shard shard : shards.list()) {
      long arrival =
          shard.parents().stream().mapToLong(it -> ends.getOrDefault(it, 0L)).max().orElse(0);
      for (Order order : all) {
        if (order.shard().equals(shard.id())) {
          arrival = Math.max(arrival, order.arrived());
          arrivals.put(order, arrival);
        }
      }
      ends.put(shard.id(), arrival);
    }
    return arrivals;
  }

  /** The newest epoch that every open shard has reached. */
  long cut() {
    Set<String> open = new HashSet<>(open());
    Map<String, Long> newest = new HashMap<>();
    arrivals().forEach((order, at) -> newest.merge(order.shard(), at / EPOCH, Math::max));
    newest.keySet().retainAll(open);
    return Collections.min(newest.values());
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
