package io.trueup.replay;

import io.trueup.consume.Deltas;
import io.trueup.consume.ShardConsumer;
import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.port.Shards;
import io.trueup.port.Workers;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.ShardMap;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.Optional;

/**
 * The speed layer of one shard once more, on tables in memory: it consumes the stretches that it is
 * given, in order, and says what hot items came of each. For one thread.
 */
final class Remade {

  private final String shard;
  private final MemoryTable control = new MemoryTable();
  private final MemoryTable hot = new MemoryTable();
  private final ShardConsumer consumer;
  private InForce inForce;

  /** {@code inForce} is of before the first stretch, and loads none of its definitions. */
  Remade(
      String shard, ShardMap map, Library library, InForce inForce, Epochs epochs, Span retention) {
    this.shard = shard;
    this.inForce = inForce;
    ShardMap.extend(control, List.copyOf(map.shards().values()));
    Library asEntered = new Library(() -> this.inForce, library::load);
    this.consumer =
        new ShardConsumer(
            control,
            new Known(map),
            Layer.SPEED,
            asEntered,
            epochs,
            new Deltas(hot, asEntered, epochs, retention, Workers.inOrder()));
  }

  /** Shards that the map has all, and that nobody asks the stream for. */
  private record Known(ShardMap map) implements Shards {

    @Override
    public String identity(String name) {
      return name;
    }

    @Override
    public List<Shard> list() {
      return List.copyOf(map.shards().values());
    }
  }

  /**
   * Consumes the lines of the next stretch, by the definitions in force for it; all hot items that
   * came of it.
   */
  List<Item> consume(List<ArchiveLine> lines, InForce by) {
    inForce = by;
    consumer.consume(
        shard,
        lines.stream()
            .map(line -> new StreamRecord(line.position(), line.arrival(), line.data()))
            .toList(),
        () -> false);
    return hot.drain();
  }

  /** What the speed code counted of an epoch. */
  Optional<LedgerEntry> entry(long epoch) {
    return new Ledger(control, Layer.SPEED).entries(shard, epoch, epoch + 1).stream().findFirst();
  }
}
