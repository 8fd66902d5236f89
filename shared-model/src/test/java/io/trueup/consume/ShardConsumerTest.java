package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.Item;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShardConsumerTest {

  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();

  @Test
  void consume_anySales_equalsOracle() {
    List<Sale> sales = Sales.any(new Random(1), 300);
    deployment.worker().consume(shard, records(sales), NEVER);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_nothing_storesNothing() {
    assertThat(deployment.worker().consume(shard, List.of(), NEVER)).isEqualTo(new Progress.Done());
    assertThat(deployment.ledger().head(shard)).isEmpty();
    assertThat(deployment.hot.all()).isEmpty();
  }

  @Test
  void consume_rejectedRecords_countedByReasonWithFirstSample() {
    List<Sale> sales = new ArrayList<>(Sales.alike(8));
    sales.set(1, sales.get(1).as(Sale.Sort.NOT_JSON));
    sales.set(2, sales.get(2).as(Sale.Sort.NO_ID));
    sales.set(3, sales.get(3).as(Sale.Sort.NOT_JSON));
    sales.set(4, sales.get(4).as(Sale.Sort.FUTURE));
    sales.set(5, sales.get(5).as(Sale.Sort.BEAT));

    deployment.worker().consume(shard, records(sales), NEVER);

    LedgerEntry head = deployment.ledger().head(shard).orElseThrow();
    assertThat(head.tally().counts())
        .isEqualTo(
            Map.of(
                "received", 8L,
                "accepted", 3L,
                "beats", 1L,
                "rejected.not_json", 2L,
                "rejected.no_id", 1L,
                "rejected.future", 1L));
    assertThat(head.samples())
        .isEqualTo(
            Map.of(
                "rejected.not_json", new Position("2", 0),
                "rejected.no_id", new Position("3", 0),
                "rejected.future", new Position("5", 0)));
    assertThat(head.beat()).isEqualTo(6);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_rejectedSamplesOfLaterBatch_keepTheFirst() {
    List<Sale> sales = Sales.alike(4).stream().map(it -> it.as(Sale.Sort.NO_ID)).toList();
    ShardConsumer worker = deployment.worker();
    worker.consume(shard, records(sales.subList(0, 2)), NEVER);
    worker.consume(shard, records(sales.subList(2, 4)), NEVER);
    deployment.assertHolds(sales);
  }

  /** The archive keeps what comes again: the true-up finds repeats by itself. */
  @Test
  void consume_effectThatLeavesRepeatsIn_takesThemAsOthers() {
    Sale sale = Sale.good(1, Sales.START, "toys", 2);
    Sale again =
        new Sale(
            new Position("2", 0), Sales.START, sale.sort(), sale.category(), 2, Sales.START, 1);
    List<Occurrence> taken = new ArrayList<>();
    Effect effect =
        (on, records) ->
            records.forEach(record -> taken.add(record.readings().get(0).occurrence()));
    new ShardConsumer(
            deployment.control,
            deployment.shards,
            Layer.ARCHIVE,
            Library.of(deployment.pipeline),
            new Epochs(new Span(Deployment.EPOCH)),
            effect)
        .consume(shard, records(List.of(sale, again)), NEVER);

    assertThat(taken).containsExactly(Occurrence.FIRST, Occurrence.FIRST);
    LedgerEntry head = new Ledger(deployment.control, Layer.ARCHIVE).head(shard).orElseThrow();
    assertThat(head.tally().counts()).isEqualTo(Map.of("received", 2L, "accepted", 2L));
  }

  @Test
  void consume_heartbeatOnQuietShard_movesTheHeadOn() {
    Sale beat = Sale.good(1, Sales.START, "", 0).as(Sale.Sort.BEAT);

    deployment.worker().consume(shard, records(List.of(beat)), NEVER);

    LedgerEntry head = deployment.ledger().head(shard).orElseThrow();
    assertThat(head.arrival()).isEqualTo(Sales.START);
    assertThat(head.tally().counts()).isEqualTo(Map.of(Tally.RECEIVED, 1L, Tally.BEATS, 1L));
    assertThat(deployment.hot.all()).isEmpty();
  }

  @Test
  void consume_arrivalStepsBack_epochDoesNot() {
    List<Sale> sales =
        List.of(
            Sale.good(1, Sales.START, "toys", 2),
            Sale.good(2, Sales.START + 3 * Deployment.EPOCH, "toys", 3),
            Sale.good(3, Sales.START, "toys", 4));
    ShardConsumer worker = deployment.worker();
    worker.consume(shard, records(sales.subList(0, 2)), NEVER);
    worker.consume(shard, records(sales.subList(2, 3)), NEVER);

    assertThat(deployment.entries(shard)).hasSize(2);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_severalEpochs_writesDirectoryDeltasThenLedgerOlderEpochFirst() {
    List<Sale> sales =
        List.of(
            Sale.good(1, Sales.START, "toys", 2),
            Sale.good(2, Sales.START + Deployment.EPOCH, "toys", 2),
            Sale.good(3, Sales.START + 2 * Deployment.EPOCH, "toys", 2));
    List<String> written = new ArrayList<>();
    HookedTable.Hook recording =
        new HookedTable.Hook() {
          @Override
          public void beforeWrite(Item item) {
            String partition = item.key().partition();
            String epoch = item.key().sort().substring(0, 12);
            written.add(
                partition.substring(0, Math.max(0, partition.indexOf('|')))
                    + (partition.startsWith("ledger") ? " " + epoch : ""));
          }
        };
    deployment
        .worker(
            new HookedTable(deployment.control, recording),
            new HookedTable(deployment.hot, recording))
        .consume(shard, records(sales), NEVER);

    long first = Sales.START / Deployment.EPOCH;
    assertThat(written)
        .endsWith(
            "keys",
            "keys",
            "keys",
            "delta",
            "delta",
            "delta",
            "ledger %012d".formatted(first),
            "ledger %012d".formatted(first + 1),
            "ledger %012d".formatted(first + 2));
  }

  @Test
  void consume_firstWriteFails_nothingLaterIsWritten() {
    HookedTable.Hook failing =
        new HookedTable.Hook() {
          @Override
          public void beforeWrite(Item item) {
            if (item.key().partition().startsWith("delta|")) {
              throw new IllegalStateException("throttled");
            }
          }
        };
    ShardConsumer worker =
        deployment.worker(deployment.control, new HookedTable(deployment.hot, failing));

    assertThatThrownBy(() -> worker.consume(shard, records(Sales.alike(3)), NEVER))
        .hasMessage("throttled");

    assertThat(deployment.ledger().head(shard)).isEmpty();
  }

  @Test
  void consume_unlistedShard_failsAndWritesNothing() {
    assertThatThrownBy(() -> deployment.worker().consume("other@1", records(Sales.alike(1)), NEVER))
        .hasMessageStartingWith("shard 'other@1' is not in the list of the stream's shards");
    assertThat(deployment.hot.all()).isEmpty();
  }
}
