package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Item;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltasTest {

  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();

  @Test
  void apply_manyRecordsOfOneCell_oneWrite() {
    List<String> written = new ArrayList<>();
    ShardConsumer worker = recording(written);
    List<Sale> sales = Sales.alike(30);

    worker.consume(shard, records(sales.subList(0, 10)), NEVER);
    assertThat(written).containsExactly("ids", "keys", "delta");
    worker.consume(shard, records(sales.subList(10, 20)), NEVER);
    assertThat(written).containsExactly("ids", "keys", "delta", "ids", "delta");
    worker.consume(shard, records(sales.subList(10, 20)), NEVER);
    assertThat(written).hasSize(5);
    deployment.assertHolds(sales.subList(0, 20));
  }

  @Test
  void apply_byWorkerWithoutMemory_findsTheDeltaByOneRefusedWrite() {
    List<Sale> sales = Sales.alike(20);
    deployment.worker().consume(shard, records(sales.subList(0, 10)), NEVER);
    List<String> written = new ArrayList<>();

    recording(written).consume(shard, records(sales.subList(10, 20)), NEVER);

    assertThat(written).containsExactly("ids", "keys", "delta", "delta");
    deployment.assertHolds(sales);
  }

  /** Another attempt wrote the delta and ended before its ledger. */
  @Test
  void apply_deltaHoldsAllAlready_isRememberedForTheNextBatch() {
    List<Sale> sales = Sales.alike(20);
    ShardConsumer failing =
        deployment.worker(
            new HookedTable(deployment.control, HookedTable.DIES_AT_LEDGER), deployment.hot);
    assertThatThrownBy(() -> failing.consume(shard, records(sales.subList(0, 10)), NEVER))
        .hasMessage("out of memory");
    List<String> written = new ArrayList<>();
    ShardConsumer worker = recording(written);

    worker.consume(shard, records(sales.subList(0, 10)), NEVER);
    worker.consume(shard, records(sales.subList(10, 20)), NEVER);

    assertThat(written).containsExactly("ids", "keys", "delta", "ids", "delta");
    deployment.assertHolds(sales);
  }

  @Test
  void apply_eventThatTheViewDoesNotCount_writesNoDelta() {
    List<String> written = new ArrayList<>();
    recording(written)
        .consume(shard, records(List.of(Sale.good(1, Sales.START, "toys", 1))), NEVER);
    assertThat(written).containsExactly("ids");
  }

  @Test
  void apply_anyItem_expiresRetentionAfterItsEpochEnds() {
    deployment.worker().consume(shard, records(Sales.alike(1)), NEVER);
    long end = (Sales.START / Deployment.EPOCH + 1) * Deployment.EPOCH;
    assertThat(deployment.hot.all())
        .filteredOn(item -> !item.key().partition().startsWith("ids|"))
        .hasSize(2)
        .allSatisfy(item -> assertThat(item.expires()).hasValue(end / 1_000 + 14 * 24 * 60 * 60));
  }

  /** A repeat is looked for a window later; its record may come as late as any other. */
  @Test
  void apply_loggedIds_expireAWindowLater() {
    deployment.worker().consume(shard, records(Sales.alike(1)), NEVER);
    long end = (Sales.START / Deployment.EPOCH + 1) * Deployment.EPOCH;
    assertThat(deployment.hot.all())
        .filteredOn(item -> item.key().partition().startsWith("ids|"))
        .singleElement()
        .satisfies(
            item ->
                assertThat(item.expires())
                    .hasValue((end + Deployment.WINDOW) / 1_000 + 14 * 24 * 60 * 60));
  }

  /** DynamoDB takes sort keys of up to 1,024 bytes: the epoch stands before the key in one. */
  @Test
  void apply_keyOfAnyLength_isStored() {
    List<Sale> sales = new ArrayList<>();
    for (int length = 980; length < 1_040; length++) {
      sales.add(Sale.good(length, Sales.START, "x".repeat(length), 2));
    }

    deployment.worker().consume(shard, records(sales), NEVER);

    assertThat(deployment.hot.all())
        .filteredOn(item -> !item.key().partition().startsWith("ids|"))
        .hasSize(120)
        .extracting(item -> item.text("key").length())
        .contains(1_044);
  }

  private ShardConsumer recording(List<String> written) {
    return deployment.worker(
        deployment.control,
        new HookedTable(
            deployment.hot,
            new HookedTable.Hook() {
              @Override
              public void beforeWrite(Item item) {
                String partition = item.key().partition();
                written.add(partition.substring(0, partition.indexOf('|')));
              }
            }));
  }
}
