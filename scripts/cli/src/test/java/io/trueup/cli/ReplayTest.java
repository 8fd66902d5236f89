package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.consume.Deltas;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final Epochs EPOCHS = new Epochs(Span.parse("5m"));

  @TempDir private Path folder = Path.of("");
  private final FakeCloud cloud = new FakeCloud();
  private final MemoryShards shards = new MemoryShards(1);
  private final List<byte[]> lines = new ArrayList<>();
  private Cli cli = Cli.in(folder);

  ReplayTest() throws IOException {}

  /** A shard that the speed layer has consumed to past now, and its archive. */
  @BeforeEach
  void deploy() throws IOException {
    cli = new Cli(folder, cloud.environment());
    cli.shop();
    cloud
        .deployed("shop")
        .object(
            "definition.zip",
            Zip.folder(
                Map.of(
                    "pipeline.yaml", Files.readAllBytes(folder.resolve("shop/pipeline.yaml")),
                    "sale.avsc", Files.readAllBytes(folder.resolve("shop/sale.avsc")))));
    Reading reading = PipelineReader.read(PipelineFolder.load(folder.resolve("shop")));
    Pipeline pipeline = ((Reading.Read) reading).pipeline();
    InForce inForce =
        InForce.establish(
            cloud.table("control"),
            InForce.first(EPOCHS.length(), pipeline.fingerprint(), "s3://archived/definition.zip"),
            0);
    List<StreamRecord> records = new ArrayList<>();
    long first = Cli.NOW.minus(Duration.ofMinutes(20)).toEpochMilli();
    String shard = shards.list().get(0).id();
    for (int i = 0; i < 40; i++) {
      long arrival = first + i * 60_000L;
      byte[] data =
          "{\"id\":\"%d\",\"at\":\"2026-11-01T1%d:00:00Z\",\"amount\":%d,\"store\":\"s%d\"}"
              .formatted(i, i % 2, i + 1, i % 3)
              .getBytes(UTF_8);
      Position position = new Position("7%03d".formatted(i), 0);
      records.add(new StreamRecord(position, arrival, data));
      lines.add(new ArchiveLine(shard, position, EPOCHS.of(arrival), arrival, data).line());
    }
    Library library = new Library(() -> inForce, tenure -> pipeline);
    new ShardConsumer(
            cloud.table("control"),
            shards,
            Layer.SPEED,
            library,
            EPOCHS,
            new Deltas(cloud.table("hot"), library, EPOCHS, Span.parse("14d"), Workers.inOrder()))
        .consume(shard, records, () -> false);
    archive(lines);
  }

  private void archive(List<byte[]> some) {
    cloud.object(ArchiveHour.folder("archive/", Cli.NOW.toEpochMilli()) + "a.gz", Zip.gzip(some));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private MemoryTable hot() {
    return cloud.table("hot");
  }

  private void lose() {
    for (Item item : hot().all()) {
      if (!item.key().partition().startsWith("ids|")) {
        hot().remove(item.key(), item.unchanged("v"));
      }
    }
  }

  private List<String> items() {
    return hot().all().stream().map(item -> item.key() + " " + item.expires()).toList();
  }

  @Test
  void replay_lostView_isMadeAgainUpToTheEpochThatNobodyPasses() {
    assertThat(cli.run("replay", "--wait", "1ms").out()).contains("nothing to do");
    List<String> whole = items();
    long open = whole.stream().mapToLong(ReplayTest::epoch).max().orElseThrow();
    lose();

    Cli.Result dry = cli.run("replay", "--wait", "1ms", "--dry-run");

    assertThat(dry.exitCode()).isEqualTo(3);
    assertThat(dry.out()).contains("lacking, 0 different, 0 too many", "nothing was changed");
    assertThat(items()).allMatch(item -> item.contains("ids|"));

    Cli.Result result = cli.run("replay", "--wait", "1ms", "--json");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "\"to\":" + open,
            "\"mended\":true",
            "\"left_alone\":[{\"epoch\":" + open,
            "\"why\":\"open\"");
    assertThat(items())
        .containsExactlyElementsOf(
            whole.stream().filter(item -> item.contains("ids|") || epoch(item) < open).toList());
  }

  private static long epoch(String item) {
    return Long.parseLong(item.replaceAll(".*sort=([0-9]{12}).*", "$1"));
  }

  @Test
  void replay_archiveLacksARecord_leavesItAndTheWindowBehindItAlone() {
    lines.remove(2);
    archive(lines);
    lose();

    Cli.Result result = cli.run("replay", "--wait", "1ms");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.out())
        .contains(
            "incomplete: 4 records in the archive, expected 5 as in speed's ledger",
            "repeats_unknown: what it may repeat is incomplete");
    assertThat(items()).allMatch(item -> item.contains("ids|"));
  }

  @Test
  void replay_waitThatIsNone_isRefused() {
    assertThat(cli.run("replay", "--wait", "soon").exitCode()).isEqualTo(2);
  }
}
