package io.trueup.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.aggregate.Measures;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Condition;
import io.trueup.port.ForwardingTable;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryTable;
import io.trueup.port.Outcome;
import io.trueup.port.Range;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.port.Workers;
import io.trueup.replay.Replaying;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.Library;
import io.trueup.time.Span;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A shard that the speed layer has consumed in part, its archive, and a hot table that has lost
 * some of what it held; with attempts that began earlier and go on writing.
 */
final class Lost {

  final Deployment deployment = new Deployment();
  final String shard = deployment.shard();
  final List<Sale> sales;

  /** Of the other shard, which is past all. */
  private final List<Sale> others = List.of(Sale.good(9, Sales.START + 600_000, "other", 1));

  final MemoryObjects archive = new MemoryObjects();
  final Turns turns;
  private final Random random;
  private final List<Runnable> zombies = new ArrayList<>();
  private int consumed;
  private boolean isConsumed;

  Lost(Random random) {
    this.random = random;
    this.turns = new Turns(random);
    this.sales = Sales.any(random, 50);
    // So that all before these is passed in the end.
    Sale last = sales.get(sales.size() - 1);
    for (int i = 1; i <= 2; i++) {
      Position position = new Position(last.position().digits() + "0".repeat(i), 0);
      sales.add(
          new Sale(
              position,
              last.arrived() + 20_000L * i,
              Sale.Sort.GOOD,
              Optional.of("toys"),
              2,
              last.arrived(),
              1_000L + i));
    }
    deployment.worker().consume(other(), Sales.records(others.subList(0, 1)), Deployment.NEVER);
    archived(shard, sales);
    archived(other(), others);
  }

  private String other() {
    return deployment.shards.list().get(1).id();
  }

  /** Of all shards. */
  Map<String, List<Sale>> all() {
    return Map.of(shard, sales, other(), others);
  }

  /** Objects of some lines each, some of which stand twice. */
  private void archived(String of, List<Sale> sold) {
    long arrival = 0;
    List<byte[]> lines = new ArrayList<>();
    for (Sale sale : sold) {
      arrival = Math.max(arrival, sale.arrived());
      byte[] line =
          new ArchiveLine(of, sale.position(), arrival / Deployment.EPOCH, arrival, sale.data())
              .line();
      lines.add(line);
      if (random.nextInt(8) == 0) {
        lines.add(line);
      }
    }
    java.util.Collections.shuffle(lines, random);
    String folder = io.trueup.store.ArchiveHour.folder("archive/", Sales.START);
    for (int from = 0, to; from < lines.size(); from = to) {
      to = Math.min(lines.size(), from + 1 + random.nextInt(9));
      ByteArrayOutputStream object = new ByteArrayOutputStream();
      lines.subList(from, to).forEach(object::writeBytes);
      archive.write(
          "%s%s-%03d".formatted(folder, of, from), ArchiveLine.object(object.toByteArray()));
    }
  }

  /** Part of the shard is consumed; on the way attempts begin that are left behind. */
  void consumeSome() {
    int until = 15 + random.nextInt(25);
    while (consumed < until) {
      zombies.add(zombie());
      next(deployment.worker());
    }
  }

  private void next(ShardConsumer worker) {
    int to = Math.min(sales.size(), consumed + 1 + random.nextInt(9));
    worker.consume(shard, Sales.records(sales.subList(consumed, to)), Deployment.NEVER);
    consumed = to;
  }

  /** An attempt that has read what stands in the control table now, and remembers some deltas. */
  private Runnable zombie() {
    MemoryTable then = new MemoryTable();
    then.writeAll(deployment.control.all());
    List<StreamRecord> records =
        Sales.records(
            sales.subList(consumed, Math.min(sales.size(), consumed + 1 + random.nextInt(12))));
    Table control = turns.through(new Stale(deployment.control, then));
    Table hot = turns.through(deployment.hot);
    ShardConsumer worker = deployment.worker(control, hot);
    return () -> {
      try {
        worker.consume(shard, records, Deployment.NEVER);
      } catch (UncheckedIOException unreadable) {
        // It met a delta that can't be read: its batch fails, and nobody delivers it again.
      }
    };
  }

  /** Reads are of before, writes of now. */
  private static final class Stale extends ForwardingTable {
    private final Table then;

    Stale(Table now, Table then) {
      super(now);
      this.then = then;
    }

    @Override
    public Optional<Item> read(Key key) {
      return then.read(key);
    }

    @Override
    public Stream<Item> query(Range range) {
      return then.query(range);
    }
  }

  /** Items of the hot table go, say something else, can't be read, or are too many. */
  int damage() {
    int hits = 0;
    Measures measures = new Measures(deployment.pipeline.views().get(0));
    byte[] wrong = measures.encode(measures.empty());
    long head = deployment.ledger().head(shard).orElseThrow().epoch();
    for (Item item : deployment.hot.all()) {
      boolean isDelta = item.key().partition().startsWith("delta|");
      boolean isOurs = !isDelta || item.key().sort().endsWith(shard);
      if (item.key().partition().startsWith("ids|") || !isOurs || random.nextInt(4) == 0) {
        continue;
      }
      hits++;
      if (!isDelta || random.nextInt(3) > 0) {
        deployment.hot.remove(item.key(), item.unchanged("v"));
      } else if (random.nextInt(2) == 0) {
        String sort = item.key().sort();
        String later = sort.substring(0, 13) + "8000020" + sort.substring(20);
        deployment.hot.writeAll(
            List.of(
                new Item(
                    new Key(item.key().partition(), later), item.attributes(), item.expires())));
      } else {
        // What speed can't read in an open epoch it fails at, over and over.
        boolean isClosed = Long.parseLong(item.key().sort().substring(0, 12)) < head;
        Map<String, Value> attributes = new HashMap<>(item.attributes());
        attributes.put(
            "state",
            new Value.Bytes(isClosed && random.nextBoolean() ? "x".getBytes(UTF_8) : wrong));
        deployment.hot.writeAll(List.of(new Item(item.key(), attributes, item.expires())));
      }
    }
    return hits;
  }

  /** Whether the live worker is through with all. */
  boolean isConsumed() {
    return isConsumed;
  }

  /** All that the hot table holds, as text. */
  List<String> hot() {
    List<String> items = new ArrayList<>();
    for (Item item : deployment.hot.all()) {
      Map<String, String> values = new TreeMap<>();
      item.attributes()
          .forEach(
              (name, value) ->
                  values.put(
                      name,
                      value instanceof Value.Bytes bytes
                          ? HexFormat.of().formatHex(bytes.bytes())
                          : value.toString()));
      items.add(item.key() + " " + values + " " + item.expires());
    }
    return items;
  }

  /** The live worker consumes all that is left, before anybody else goes on. */
  void consumeRest() {
    while (consumed < sales.size()) {
      next(deployment.worker());
    }
    deployment.worker().consume(other(), Sales.records(others), Deployment.NEVER);
    isConsumed = true;
  }

  /** The attempts left behind, the live worker, and others, all at once. */
  void run(List<Runnable> more) {
    List<Runnable> actors = new ArrayList<>(more);
    actors.addAll(zombies);
    actors.add(
        () -> {
          while (consumed < sales.size()) {
            next(
                deployment.worker(
                    turns.through(deployment.control), turns.through(deployment.hot)));
          }
          deployment.worker().consume(other(), Sales.records(others), Deployment.NEVER);
          isConsumed = true;
        });
    turns.run(actors);
  }

  private Library library() {
    InForce alone =
        InForce.first(
            new Span(Deployment.EPOCH), deployment.pipeline.fingerprint(), "the only one");
    return new Library(() -> alone, tenure -> deployment.pipeline);
  }

  /** A replay that begins now, by a clock that says the newest arrival; over some hot table. */
  Replaying replaying(Table hot) {
    long now = sales.subList(0, consumed).stream().mapToLong(Sale::arrived).max().orElse(0);
    return new Replaying(
        turns.through(deployment.control),
        hot,
        archive,
        library(),
        Span.parse("14d"),
        Clock.fixed(Instant.ofEpochMilli(now), ZoneOffset.UTC),
        Workers.inOrder());
  }

  /** The hot table, which counts the writes that it refuses, and whose user dies after some. */
  static final class Watched extends ForwardingTable {
    private int left;
    private int refused;

    Watched(Table table, int left) {
      super(table);
      this.left = left;
    }

    int refused() {
      return refused;
    }

    @Override
    public Outcome write(Item item, Condition condition) {
      Outcome outcome = super.write(item, condition);
      refused += outcome instanceof Outcome.Refused ? 1 : 0;
      if (--left == 0) {
        throw new Crash(0, Crash.Last.WRITTEN);
      }
      return outcome;
    }
  }
}
