package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import io.trueup.store.Layer;
import io.trueup.store.ShardMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rule 3: what is delivered again, by whomever and in whatever groups, changes nothing twice. */
class RedeliveryTest {

  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();
  private final List<Sale> sales = Sales.any(new Random(7), 60);

  @Test
  void consume_sameBatchBySameWorker_changesNothing() {
    ShardConsumer worker = deployment.worker();
    consume(worker, 0, 60);
    List<Item> before = deployment.hot.all();

    consume(worker, 0, 60);

    assertThat(deployment.hot.all()).usingRecursiveComparison().isEqualTo(before);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_sameBatchByNewWorker_changesNothing() {
    consume(deployment.worker(), 0, 60);
    consume(deployment.worker(), 0, 60);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_byWorkerWithStaleMemory_takesWhatOthersWrote() {
    ShardConsumer stale = deployment.worker();
    consume(stale, 0, 20);
    consume(deployment.worker(), 20, 40);

    consume(stale, 40, 60);

    deployment.assertHolds(sales);
  }

  @Test
  void consume_headLost_dropsWhatEachDeltaHolds() {
    consume(deployment.worker(), 0, 60);
    forgetLedger();

    consume(deployment.worker(), 0, 60);

    deployment.assertHolds(sales);
  }

  @Test
  void consume_bisectedAfterHeadLost_dropsWhatEachDeltaHolds() {
    ShardConsumer worker = deployment.worker();
    consume(worker, 0, 60);
    forgetLedger();

    for (int from = 0; from < 60; from += 7) {
      consume(worker, from, Math.min(60, from + 7));
    }

    deployment.assertHolds(sales);
  }

  @Test
  void consume_overlappingBatches_skipsUpToTheHead() {
    ShardConsumer worker = deployment.worker();
    consume(worker, 0, 30);
    consume(worker, 10, 45);
    consume(worker, 5, 60);
    deployment.assertHolds(sales);
  }

  @Test
  void consume_zombieWritesAfterItsSuccessor_changesNothing() {
    for (int at = 0; at < 60; at++) {
      Deployment each = new Deployment();
      Meanwhile meanwhile =
          new Meanwhile(at, () -> each.worker().consume(shard, records(sales), NEVER));
      each.worker(new HookedTable(each.control, meanwhile), new HookedTable(each.hot, meanwhile))
          .consume(shard, records(sales.subList(0, 25)), NEVER);
      if (!meanwhile.hasHappened()) {
        each.worker().consume(shard, records(sales), NEVER);
      }

      each.assertHolds(Map.of(shard, sales), "zombie stopped at write " + at);
    }
  }

  /** Of one epoch, entered between this attempt's effect and its own entry. */
  @Test
  void consume_anotherEnteredAPartOrAllMeanwhile_entersTheRestAndIsDone() {
    List<Sale> alike = Sales.alike(9);
    for (int ahead : List.of(5, 9)) {
      Deployment each = new Deployment();
      each.worker().consume(shard, records(alike.subList(0, 1)), NEVER);
      Meanwhile meanwhile =
          new Meanwhile(
              0, () -> each.worker().consume(shard, records(alike.subList(1, ahead)), NEVER));

      Progress progress =
          each.worker(new HookedTable(each.control, meanwhile), each.hot)
              .consume(shard, records(alike.subList(1, 9)), NEVER);

      assertThat(meanwhile.hasHappened()).isTrue();
      assertThat(progress).as("another was ahead up to %d", ahead).isEqualTo(new Progress.Done());
      each.assertHolds(Map.of(shard, alike), "ahead up to " + ahead);
    }
  }

  @Test
  void consume_acknowledgementOfAnyPutLost_countsOnce() {
    int crashes = 0;
    for (int at = 0; at < 200; at++) {
      for (Crash.Last last : Crash.Last.values()) {
        Deployment each = new Deployment();
        ShardMap.extend(each.control, each.shards.list());
        Crash crash = new Crash(at, last);
        HookedTable hot = new HookedTable(each.hot, crash);
        try {
          each.worker(new HookedTable(each.control, crash), hot)
              .consume(shard, records(sales), NEVER);
        } catch (Crash expected) {
          crashes++;
        }
        each.worker().consume(shard, records(sales), NEVER);
        each.assertHolds(Map.of(shard, sales), "at use %d, %s".formatted(at, last));
      }
    }
    assertThat(crashes).isGreaterThan(50);
  }

  /** What it remembers of the delta is older then than what is stored. */
  @Test
  void consume_sameWorkerGoesOnAfterLostAcknowledgement_countsOnce() {
    int lost = 0;
    for (int at = 1; at < 30; at++) {
      Deployment each = new Deployment();
      ShardConsumer worker =
          each.worker(each.control, new HookedTable(each.hot, losing("delta|", at)));
      for (int from = 0; from < 60; from += 20) {
        List<StreamRecord> batch = records(sales.subList(from, from + 20));
        try {
          worker.consume(shard, batch, NEVER);
        } catch (IllegalStateException expected) {
          lost++;
          worker.consume(shard, batch, NEVER);
        }
      }
      each.assertHolds(Map.of(shard, sales), "acknowledgement %d lost".formatted(at));
    }
    assertThat(lost).isGreaterThan(15);
  }

  /** Loses one acknowledgement of writes to partitions that begin so, counted from 1. */
  private static HookedTable.Hook losing(String partitions, int at) {
    return new HookedTable.Hook() {
      private int writes;

      @Override
      public void afterWrite(Item item) {
        if (item.key().partition().startsWith(partitions) && ++writes == at) {
          throw new IllegalStateException("acknowledgement lost");
        }
      }
    };
  }

  private void consume(ShardConsumer worker, int from, int to) {
    assertThat(worker.consume(shard, records(sales.subList(from, to)), NEVER))
        .isEqualTo(new Progress.Done());
  }

  /** As if the batch had ended just before it wrote its first ledger entry. */
  private void forgetLedger() {
    deployment.control.all().stream()
        .map(Item::key)
        .filter(key -> key.partition().startsWith("ledger|" + Layer.SPEED.word()))
        .forEach(
            key ->
                deployment.control.remove(
                    key, deployment.control.read(key).orElseThrow().unchanged("applied")));
  }
}
