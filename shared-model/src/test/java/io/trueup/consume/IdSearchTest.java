package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Deployment.WINDOW;
import static io.trueup.consume.Sales.START;
import static io.trueup.consume.Sales.records;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.definition.Folders;
import io.trueup.definition.Pipeline;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.event.Rejection;
import io.trueup.event.StreamRecord;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.IdLog;
import io.trueup.store.Layer;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 4, live: what a record repeats follows from its shard alone. */
class IdSearchTest {

  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();

  @Test
  void consume_repeatAtTheWindowsEdge_isLeftOut() {
    consume(sale(1, START, 7), sale(2, START + WINDOW, 7));
    assertThat(repeated()).isEqualTo(1);
  }

  @Test
  void consume_repeatBeyondTheWindow_countsAgain() {
    consume(sale(1, START, 7), sale(2, START + WINDOW + 1, 7));
    assertThat(repeated()).isZero();
  }

  /** Each is within the window of the one before: repeats are logged as well. */
  @Test
  void consume_repeatOfARepeat_isLeftOut() {
    consume(sale(1, START, 7), sale(2, START + 3_000, 7), sale(3, START + 6_000, 7));
    assertThat(repeated()).isEqualTo(2);
  }

  @Test
  void consume_rejectedBefore_takesNoId() {
    consume(sale(1, START, 7).as(Sale.Sort.FUTURE), sale(2, START, 7));
    assertThat(repeated()).isZero();
  }

  @Test
  void consume_sameIdOnAnotherShard_countsOnBoth() {
    String other = deployment.shards.list().get(1).id();
    List<Sale> sales = List.of(sale(1, START, 7));
    ShardConsumer worker = deployment.worker();
    worker.consume(shard, records(sales), NEVER);
    worker.consume(other, records(sales), NEVER);
    deployment.assertHolds(Map.of(shard, sales, other, sales), "two shards");
  }

  @Test
  void consume_withoutWindow_countsAllAndWritesNoLog() {
    Epochs epochs = new Epochs(new Span(Deployment.EPOCH));
    var pipeline = Deployment.pipeline("0s");
    ShardConsumer worker =
        new ShardConsumer(
            deployment.control,
            deployment.shards,
            Layer.SPEED,
            Library.of(pipeline),
            epochs,
            new Deltas(
                deployment.hot,
                Library.of(pipeline),
                epochs,
                Span.parse("14d"),
                Workers.inOrder()));
    worker.consume(shard, records(List.of(sale(1, START, 7), sale(2, START, 7))), NEVER);

    assertThat(repeated()).isZero();
    assertThat(deployment.hot.all())
        .extracting(item -> item.key().partition().substring(0, 4))
        .containsOnly("keys", "delt");
  }

  @Test
  void judge_rejectedRecord_repeatsNone() {
    Repeats.Search search = repeats(deployment.pipeline).begin(shard, Optional.empty());
    Intake rejected = new Intake.Rejected(Rejection.NO_ID, "none");
    assertThat(search.judge(new Position("1", 0), START, rejected)).isEqualTo(Occurrence.FIRST);
    assertThat(search.judge(new Position("2", 0), START, rejected)).isEqualTo(Occurrence.FIRST);
  }

  /** Another type of the pipeline has a window, so that there is a log. */
  @Test
  void judge_typeWithoutAWindow_repeatsNone() {
    Pipeline two =
        Folders.pipeline(
            Folders.orders(
                Folders.ORDER_PIPELINE.replace(
                    "events:",
                    """
                    discriminator: type
                    events:
                      again: { schema: order.avsc, id: id, time: at, key: item.category, window: 0s }""")));
    Repeats.Search search = repeats(two).begin(shard, Optional.empty());
    Intake again = accepted(two, "again");
    Intake order = accepted(two, "order");
    assertThat(search.judge(new Position("1", 0), START, again)).isEqualTo(Occurrence.FIRST);
    assertThat(search.judge(new Position("2", 0), START, again)).isEqualTo(Occurrence.FIRST);
    assertThat(search.judge(new Position("3", 0), START, order)).isEqualTo(Occurrence.FIRST);
    assertThat(search.judge(new Position("4", 0), START, order)).isEqualTo(Occurrence.REPEATED);
  }

  private Repeats repeats(Pipeline pipeline) {
    return IdSearch.of(
        deployment.hot,
        pipeline,
        new Epochs(new Span(Deployment.EPOCH)),
        Span.parse("14d"),
        IdLog::named);
  }

  private static Intake accepted(Pipeline pipeline, String type) {
    String data =
        "{\"type\":\"%s\",\"id\":\"i\",\"at\":%d,\"items\":2,\"amount\":\"1.50\"}"
            .formatted(type, START);
    StreamRecord record = new StreamRecord(new Position("1", 0), START, data.getBytes(UTF_8));
    return new EventReader(pipeline).read(record, START);
  }

  @Test
  void consume_workerThatWroteLast_readsNoLog() {
    List<Sale> sales = Sales.alike(30);
    List<String> reads = new ArrayList<>();
    ShardConsumer worker = deployment.worker(deployment.control, hot(reads));
    worker.consume(shard, records(sales.subList(0, 10)), NEVER);
    worker.consume(shard, records(sales.subList(10, 20)), NEVER);
    assertThat(reads).isEmpty();
    deployment.worker().consume(shard, records(sales.subList(20, 25)), NEVER);
    worker.consume(shard, records(sales.subList(25, 30)), NEVER);
    assertThat(reads).hasSize(1);
  }

  /** A process comes to serve every shard, and has room for the ids of some. */
  @Test
  void begin_moreIdsThanThereIsRoomFor_thoseOfTheShardServedLastStay() {
    String other = deployment.shards.list().get(1).id();
    for (String each : List.of(shard, other)) {
      deployment.worker().consume(each, records(Sales.alike(10)), NEVER);
    }
    assertThat(shardsReadAgain(20, other, shard, other)).isZero();
    assertThat(shardsReadAgain(1, other, shard, other, shard)).isEqualTo(2);
    assertThat(shardsReadAgain(1, other, other, other)).isZero();
  }

  private int shardsReadAgain(int most, String... served) {
    List<String> reads = new ArrayList<>();
    IdSearch search =
        new IdSearch(
            hot(reads),
            new Epochs(new Span(Deployment.EPOCH)),
            WINDOW,
            WINDOW + Span.parse("14d").millis(),
            IdLog::named,
            most);
    for (String each : served) {
      search.begin(each, deployment.ledger().head(each));
    }
    return reads.size() - new HashSet<>(List.of(served)).size();
  }

  /** The hot table; each read of it is added to a list. */
  private Table hot(List<String> reads) {
    return new HookedTable(
        deployment.hot,
        new HookedTable.Hook() {
          @Override
          public void beforeRead() {
            reads.add("hot");
          }
        });
  }

  /**
   * An attempt logs all of its batch and ends before its ledger: the batch must not find itself.
   */
  @Test
  void consume_afterAnAttemptThatOnlyLogged_isNoRepeatOfItself() {
    List<Sale> sales = Sales.alike(10);
    ShardConsumer failing =
        deployment.worker(
            new HookedTable(deployment.control, HookedTable.DIES_AT_LEDGER), deployment.hot);
    assertThatThrownBy(() -> failing.consume(shard, records(sales), NEVER))
        .hasMessage("out of memory");

    deployment.worker().consume(shard, records(sales.subList(0, 4)), NEVER);
    deployment.worker().consume(shard, records(sales), NEVER);

    assertThat(repeated()).isZero();
    deployment.assertHolds(sales);
  }

  @Test
  void consume_otherWorkerCameBetween_findsWhatItTook() {
    ShardConsumer stale = deployment.worker();
    List<Sale> sales =
        List.of(sale(1, START, 1), sale(2, START, 2), sale(3, START, 2), sale(4, START, 1));
    stale.consume(shard, records(sales.subList(0, 1)), NEVER);
    deployment.worker().consume(shard, records(sales.subList(0, 2)), NEVER);
    stale.consume(shard, records(sales), NEVER);
    assertThat(repeated()).isEqualTo(2);
    deployment.assertHolds(sales);
  }

  /**
   * More ids than a memory keeps without looking for old ones, 400 to a window; each seventh is of
   * 3 s before, mostly of an earlier batch.
   */
  @Test
  void consume_idsOfManyWindows_findsThoseOfTheLast() {
    List<Sale> sales = new ArrayList<>();
    for (int i = 0; i < 14_000; i++) {
      sales.add(sale(1 + i, START + 10L * i, i % 7 == 0 && i >= 390 ? i - 390 : i));
    }
    ShardConsumer worker = deployment.worker();
    for (int from = 0; from < 14_000; from += 50) {
      worker.consume(shard, records(sales.subList(from, from + 50)), NEVER);
    }
    deployment.assertHolds(sales);
    assertThat(repeated()).isEqualTo(14_000 / 7 - 56);
  }

  private long repeated() {
    return deployment.entries(shard).stream()
        .map(LedgerEntry::tally)
        .mapToLong(tally -> tally.count("repeated"))
        .sum();
  }

  private void consume(Sale... sales) {
    for (Sale sale : sales) {
      deployment.worker().consume(shard, records(List.of(sale)), NEVER);
    }
    deployment.assertHolds(List.of(sales));
  }

  private static Sale sale(long sequence, long arrived, long id) {
    Sale good = Sale.good(sequence, arrived, "toys", 2);
    return new Sale(
        new Position(Long.toString(sequence), 0),
        arrived,
        Sale.Sort.GOOD,
        good.category(),
        2,
        arrived,
        id);
  }
}
