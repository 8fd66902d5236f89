package io.trueup.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.port.Shard;
import io.trueup.port.Workers;
import io.trueup.store.Layer;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Write units of one second on 64 shards: each takes 5 batches, as many as Lambda begins when none
 * waits for more, and each batch has events of the last 24 buckets, half of them of one key.
 */
class WriteUnitsTest {

  /** What DynamoDB takes a second and partition key. */
  private static final int LIMIT = 1_000;

  private static final int SHARDS = 64;
  private static final int BATCHES = 5;
  private static final int BUCKETS = 24;
  private static final long BUCKET = 300_000;
  private static final long ARRIVAL = 1_732_450_000_000L;

  private final Map<String, Integer> units = new HashMap<>();

  @Test
  void consume_aSecondOn64Shards_eachPartitionBelowWhatDynamoTakes() {
    second("", ", spread: 8");
    assertThat(most("delta|")).isEqualTo(SHARDS * BATCHES * BUCKETS / 8);
    assertThat(units.values()).allMatch(each -> each < LIMIT);
  }

  /** So the figures above are of spreads, and a view that is not spread fits up to 8 shards. */
  @Test
  void consume_aSecondWithoutSpread_tooMuchForOnePartition() {
    second(", spread: 1", "");
    assertThat(most("delta|")).isEqualTo(SHARDS * BATCHES * BUCKETS).isGreaterThan(LIMIT);
    assertThat(most("delta|") * 8 / SHARDS).isLessThan(LIMIT);
    assertThat(most("keys|")).isLessThan(LIMIT);
    assertThat(most("ids|")).isLessThan(LIMIT);
    assertThat(most("ledger|")).isLessThan(LIMIT);
  }

  private int most(String prefix) {
    return units.entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .max()
        .orElseThrow();
  }

  private void second(String ofAll, String ofPlace) {
    Library library = Library.of(pipeline(ofAll, ofPlace));
    Epochs epochs = new Epochs(Span.parse("5m"));
    HookedTable hot = new HookedTable(new MemoryTable(), counting());
    HookedTable control = new HookedTable(new MemoryTable(), counting());
    MemoryShards shards = new MemoryShards(SHARDS);
    AtomicInteger number = new AtomicInteger();
    for (Shard shard : shards.list()) {
      ShardConsumer worker =
          new ShardConsumer(
              control,
              shards,
              Layer.SPEED,
              library,
              epochs,
              new Deltas(hot, library, epochs, Span.parse("14d"), Workers.inOrder()));
      for (int batch = 0; batch < BATCHES; batch++) {
        worker.consume(shard.id(), batch(number, batch), () -> false);
      }
    }
  }

  private static Pipeline pipeline(String ofAll, String ofPlace) {
    return Folders.pipeline(
        Folders.orders(
            """
            pipeline: sales
            events:
              sale: { schema: order.avsc, id: id, time: at, key: id }
            views:
              all: { from: sale, by: [], every: { 5m: forever }, measures: { n: count() }%s }
              by_place: { from: sale, by: [place], every: { 5m: forever }, measures: { n: count() }%s }
            """
                .formatted(ofAll, ofPlace),
            """
            {"type": "record", "name": "sale", "fields": [
              {"name": "id", "type": "string"},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "place", "type": "string"}]}
            """));
  }

  private static List<StreamRecord> batch(AtomicInteger number, int batch) {
    List<StreamRecord> records = new ArrayList<>();
    for (int i = 0; i < 2 * BUCKETS; i++) {
      int id = number.incrementAndGet();
      String place = i % 2 == 0 ? "hot" : "place " + id % 1_000;
      String event =
          "{\"id\":\"%d\",\"at\":%d,\"place\":\"%s\"}"
              .formatted(id, ARRIVAL - i / 2 * BUCKET, place);
      Position position = new Position(Integer.toString(id), 0);
      records.add(new StreamRecord(position, ARRIVAL + batch * 200L, event.getBytes(UTF_8)));
    }
    return records;
  }

  /** Each write takes a unit for each kilobyte that is begun. */
  private HookedTable.Hook counting() {
    return new HookedTable.Hook() {
      @Override
      public void beforeWrite(Item item) {
        units.merge(item.key().partition(), item.units(), Integer::sum);
      }
    };
  }
}
