package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.trueup.consume.Deltas;
import io.trueup.consume.Effect;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Workers;
import io.trueup.port.Zip;
import io.trueup.store.ArchiveHour;
import io.trueup.store.ArchiveLine;
import io.trueup.store.InForce;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The pipeline in the folder {@code shop}, deployed: a shard of 40 sales, one a minute up to past
 * now, that both layers have consumed, and its archive. Of {@code s0}, {@code s1} and {@code s2} in
 * turns, at ten and eleven in turns; the first amount is 1, each next one more.
 */
final class DeployedShop implements AutoCloseable {

  private static final Epochs EPOCHS = new Epochs(Span.parse("5m"));

  final FakeCloud cloud = new FakeCloud();
  final List<byte[]> lines = new ArrayList<>();
  final Cli cli;

  DeployedShop(Path folder) throws IOException {
    cli = new Cli(folder, cloud.environment());
    cli.shop();
    cloud.deployed("shop").definition(folder.resolve("shop"));
    Reading reading = PipelineReader.read(PipelineFolder.load(folder.resolve("shop")));
    Pipeline pipeline = ((Reading.Read) reading).pipeline();
    InForce inForce =
        InForce.establish(
            cloud.table("control"),
            InForce.first(EPOCHS.length(), pipeline.fingerprint(), "s3://archived/definition.zip"),
            0);
    Library library = new Library(() -> inForce, tenure -> pipeline);
    consume(
        Layer.SPEED,
        library,
        new Deltas(hot(), library, EPOCHS, Span.parse("14d"), Workers.inOrder()));
    consume(
        Layer.ARCHIVE,
        library,
        (shard, taken) ->
            taken.forEach(
                it ->
                    lines.add(
                        new ArchiveLine(
                                shard,
                                it.record().position(),
                                it.epoch(),
                                it.arrival(),
                                it.record().data())
                            .line())));
    archive(lines);
  }

  private void consume(Layer layer, Library library, Effect effect) {
    MemoryShards shards = new MemoryShards(1);
    new ShardConsumer(cloud.table("control"), shards, layer, library, EPOCHS, effect)
        .consume(shards.list().get(0).id(), records(), () -> false);
  }

  private static List<StreamRecord> records() {
    List<StreamRecord> records = new ArrayList<>();
    long first = Cli.NOW.minus(Duration.ofMinutes(20)).toEpochMilli();
    for (int i = 0; i < 40; i++) {
      byte[] data =
          "{\"id\":\"%d\",\"at\":\"2026-11-01T1%d:00:00Z\",\"amount\":%d,\"store\":\"s%d\"}"
              .formatted(i, i % 2, i + 1, i % 3)
              .getBytes(UTF_8);
      records.add(
          new StreamRecord(new Position("7%03d".formatted(i), 0), first + i * 60_000L, data));
    }
    return records;
  }

  /** Has the archive hold some lines and no others. */
  void archive(List<byte[]> some) {
    cloud.object(ArchiveHour.folder("archive/", Cli.NOW.toEpochMilli()) + "a.gz", Zip.gzip(some));
  }

  MemoryTable hot() {
    return cloud.table("hot");
  }

  @Override
  public void close() {
    cloud.close();
  }
}
