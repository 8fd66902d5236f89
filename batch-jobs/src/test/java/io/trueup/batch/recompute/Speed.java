package io.trueup.batch.recompute;

import static io.trueup.batch.recompute.TestArchive.ONE;
import static io.trueup.batch.recompute.TestArchive.OTHER;

import io.trueup.consume.Deltas;
import io.trueup.consume.ShardConsumer;
import io.trueup.event.StreamRecord;
import io.trueup.port.MemoryShards;
import io.trueup.port.Workers;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.Random;

/** The speed layer of a test: it reads a history in batches that overlap, with changing workers. */
final class Speed {

  private Speed() {}

  static void consume(TestArchive archive, History history, Random random) {
    consume(archive, history.all(), random);
  }

  static void consume(TestArchive archive, List<History.One> all, Random random) {
    ShardConsumer worker = worker(archive);
    for (String shard : List.of(ONE, OTHER)) {
      List<StreamRecord> records =
          all.stream()
              .filter(one -> one.line().shard().equals(shard))
              .map(History.One::record)
              .toList();
      int from = 0;
      while (from < records.size()) {
        int to = Math.min(records.size(), from + 1 + random.nextInt(30));
        worker = random.nextInt(3) == 0 ? worker(archive) : worker;
        worker.consume(shard, records.subList(Math.max(0, from - 5), to), () -> false);
        from = to;
      }
    }
  }

  private static ShardConsumer worker(TestArchive archive) {
    Epochs epochs = new Epochs(TestArchive.EPOCH);
    var pipeline = archive.definition.pipeline();
    return new ShardConsumer(
        archive.effects.table("control"),
        new MemoryShards(2),
        Layer.SPEED,
        Library.of(pipeline),
        epochs,
        new Deltas(
            archive.effects.segments().create("hot"),
            Library.of(pipeline),
            epochs,
            Span.parse("14d"),
            Workers.inOrder()));
  }
}
