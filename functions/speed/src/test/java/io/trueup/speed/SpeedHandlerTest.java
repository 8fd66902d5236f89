package io.trueup.speed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.aws.Consuming;
import io.trueup.aws.MappingEvent;
import io.trueup.aws.TestContext;
import io.trueup.consume.Deltas;
import io.trueup.consume.Pool;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.event.Packer;
import io.trueup.merge.Answers;
import io.trueup.merge.Snapshot;
import io.trueup.port.Item;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.store.CellKey;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The speed function from a mapping's JSON to the hot views. */
class SpeedHandlerTest {

  private static final String SHARD = "shardId-000000000000";
  private static final String ARRIVAL = "1732420007.250";
  private static final long NOON = 1_732_420_000_000L;
  private static final Epochs EPOCHS = new Epochs(Span.parse("5s"));
  private static final Span RETENTION = Span.parse("14d");

  private final MemoryTable control = new MemoryTable();
  private final MemoryTable hot = new MemoryTable();
  private final Pipeline pipeline = Folders.pipeline(Folders.orders());

  @Test
  void handle_singleAndAggregatedRecords_eachCountsOnce() throws IOException {
    MappingEvent event =
        new MappingEvent()
            .with(SHARD, "11", ARRIVAL, order("a", 2))
            .with(SHARD, "12", ARRIVAL, aggregated(order("b", 3), order("c", 4)))
            .with(SHARD, "13", ARRIVAL, "no json".getBytes(UTF_8));
    assertThat(handle(newHandler(), event)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(values()).isEqualTo("[{orders=3, items_sum=9}]");
  }

  @Test
  void handle_again_nothingChanges() throws IOException {
    MappingEvent event =
        new MappingEvent()
            .with(SHARD, "11", ARRIVAL, order("a", 2))
            .with(SHARD, "12", ARRIVAL, aggregated(order("b", 3), order("c", 4)));
    SpeedHandler handler = newHandler();
    handle(handler, event);
    List<String> before = dump();
    handle(handler, event);
    handle(newHandler(), event);
    assertThat(dump()).isEqualTo(before);
  }

  private SpeedHandler newHandler() {
    MemoryShards shards = new MemoryShards(1);
    return new SpeedHandler(
        new Consuming(
            new ShardConsumer(
                control,
                shards,
                Layer.SPEED,
                Library.of(pipeline),
                EPOCHS,
                new Deltas(hot, Library.of(pipeline), EPOCHS, RETENTION, new Pool(2))),
            shards));
  }

  private static String handle(SpeedHandler handler, MappingEvent event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(event.stream(), answer, TestContext.UNHURRIED);
    return answer.toString(UTF_8);
  }

  private String values() {
    View view = pipeline.view("orders").orElseThrow();
    Snapshot snapshot = Snapshot.take(control, Library.of(pipeline), EPOCHS, RETENTION, NOON);
    CellKey key = CellKey.of(List.of("tea", "A"));
    return new Answers(hot, name -> hot)
        .rows(snapshot, view, view.finest(), key, 0, Long.MAX_VALUE).stream()
            .map(row -> row.values())
            .toList()
            .toString();
  }

  private List<String> dump() {
    return java.util.stream.Stream.of(control, hot)
        .flatMap(table -> table.all().stream())
        .map(SpeedHandlerTest::text)
        .toList();
  }

  private static String text(Item item) {
    StringBuilder text = new StringBuilder(item.key() + " " + item.expires());
    new java.util.TreeMap<>(item.attributes())
        .forEach(
            (name, value) ->
                text.append(name)
                    .append(
                        value instanceof io.trueup.port.Value.Bytes bytes
                            ? java.util.Arrays.toString(bytes.bytes())
                            : value.toString()));
    return text.toString();
  }

  private static byte[] aggregated(byte[]... records) {
    Packer packer = new Packer(1 << 20);
    for (byte[] record : records) {
      packer.add("k", record);
    }
    return packer.flush().orElseThrow().data();
  }

  private static byte[] order(String id, int items) {
    return """
        {"id": "%s", "at": %d, "items": %d, "amount": 1, "grade": "A", "tags": [],
         "item": {"category": "tea", "inner": {"code": null}}}"""
        .formatted(id, NOON, items)
        .getBytes(UTF_8);
  }
}
