package io.trueup.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.consume.Effect;
import io.trueup.consume.ShardConsumer;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.Library;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ConsumingTest {

  private static final String SHARD = "shardId-000000000000";

  private final MemoryTable control = new MemoryTable();
  private final MemoryShards shards = new MemoryShards(1);

  @Test
  void consume_timeEnough_doneAndInTheLedger() throws IOException {
    assertThat(consume((shard, records) -> {}, event(3), TestContext.UNHURRIED))
        .isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(new Ledger(control, Layer.SPEED).head(shards.identity(SHARD)))
        .hasValueSatisfying(head -> assertThat(head.applied()).hasToString("102:0"));
  }

  @Test
  void consume_timeRunsShort_answersFromWhereItComesAgain() throws IOException {
    assertThat(consume((shard, records) -> {}, event(2_500), new TestContext(19_000)))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2100\"}]}");
  }

  @Test
  void consume_effectFails_failsWithoutALedger() {
    Effect failing =
        (shard, records) -> {
          throw new IllegalStateException("no table");
        };
    assertThatThrownBy(() -> consume(failing, event(3), TestContext.UNHURRIED))
        .hasMessage("no table");
    assertThat(new Ledger(control, Layer.SPEED).head(shards.identity(SHARD))).isEmpty();
  }

  private String consume(Effect effect, InputStream event, TestContext context) throws IOException {
    ShardConsumer consumer =
        new ShardConsumer(
            control, shards, Layer.SPEED, Library.of(Rides.PIPELINE), Station.EPOCHS, effect);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new Consuming(consumer, shards).consume(event, answer, context);
    return answer.toString(UTF_8);
  }

  private static InputStream event(int count) {
    MappingEvent event = new MappingEvent();
    for (int i = 0; i < count; i++) {
      event.with(SHARD, Integer.toString(100 + i), "1732420000", "{}".getBytes(UTF_8));
    }
    return event.stream();
  }
}
