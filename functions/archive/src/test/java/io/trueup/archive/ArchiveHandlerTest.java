package io.trueup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.aws.Consuming;
import io.trueup.aws.MappingEvent;
import io.trueup.aws.TestContext;
import io.trueup.consume.ShardConsumer;
import io.trueup.definition.Folders;
import io.trueup.port.Delivery;
import io.trueup.port.MemoryDelivery;
import io.trueup.port.MemoryObjects;
import io.trueup.port.MemoryShards;
import io.trueup.port.MemoryTable;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Mix;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The archive function from a mapping's JSON to parcels, and to its ledger only after them. */
class ArchiveHandlerTest {

  private static final String SHARD = "shardId-000000000000";
  private static final byte[] ONE = "{\"n\":1}".getBytes(UTF_8);
  private static final byte[] TWO = "no json".getBytes(UTF_8);

  private final MemoryTable control = new MemoryTable();
  private final MemoryShards shards = new MemoryShards(1);
  private final MemoryDelivery delivery = new MemoryDelivery();
  private final String shard = shards.identity(SHARD);

  @Test
  void handle_twoRecords_deliveredAndInTheLedger() throws IOException {
    assertThat(handle(delivery)).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(Parcels.lines(delivery)).hasSize(2);
    LedgerEntry head = head().orElseThrow();
    assertThat(head.applied()).hasToString("12:0");
    assertThat(head.epoch()).isEqualTo(1_732_420_007L / 5);
    assertThat(head.tally().count(Tally.RECEIVED)).isEqualTo(2);
    assertThat(head.tally().digest())
        .isEqualTo(
            Parcels.lines(delivery).stream()
                .mapToLong(line -> Mix.of(line.position(), line.data()))
                .sum());
  }

  @Test
  void handle_again_ledgerCountsOnce() throws IOException {
    handle(delivery);
    LedgerEntry before = head().orElseThrow();
    handle(delivery);
    assertThat(head()).contains(before);
  }

  @Test
  void handle_crashBetweenDeliveryAndLedger_twiceInTheArchiveOnceInTheLedger() throws IOException {
    Delivery crashing =
        parcels -> {
          delivery.deliver(parcels);
          throw new IllegalStateException("crash");
        };
    assertThatThrownBy(() -> handle(crashing)).hasMessage("crash");
    assertThat(head()).isEmpty();
    handle(delivery);
    assertThat(Parcels.lines(delivery)).hasSize(4);
    assertThat(head()).map(head -> head.tally().count(Tally.RECEIVED)).contains(2L);
  }

  @Test
  void handle_deliveryFails_noLedger() {
    Delivery failing =
        parcels -> {
          throw new IllegalStateException("throttled");
        };
    assertThatThrownBy(() -> handle(failing)).hasMessage("throttled");
    assertThat(head()).isEmpty();
  }

  @Test
  void handle_delivering_ledgerIsNotWrittenYet() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    handle(
        parcels -> {
          calls.incrementAndGet();
          assertThat(head()).isEmpty();
        });
    assertThat(calls).hasValue(1);
    assertThat(head()).isPresent();
  }

  private java.util.Optional<LedgerEntry> head() {
    return new Ledger(control, Layer.ARCHIVE).head(shard);
  }

  private String handle(Delivery to) throws IOException {
    ShardConsumer consumer =
        new ShardConsumer(
            control,
            shards,
            Layer.ARCHIVE,
            Library.of(Folders.pipeline(Folders.orders())),
            new Epochs(Span.parse("5s")),
            new Archiving(to, new MemoryObjects()));
    MappingEvent event =
        new MappingEvent()
            .with(SHARD, "11", "1732420007.25", ONE)
            .with(SHARD, "12", "1732420007.25", TWO);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    new ArchiveHandler(new Consuming(consumer, shards))
        .handleRequest(event.stream(), answer, TestContext.UNHURRIED);
    return answer.toString(UTF_8);
  }
}
