package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static io.trueup.consume.Sales.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.port.Item;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A batch of three chunks, the last one of a single record. */
class DeadlineTest {

  private static final Deadline AT_ONCE = () -> true;

  private final Deployment deployment = new Deployment();
  private final String shard = deployment.shard();
  private final List<Sale> sales = Sales.alike(4_001);

  @Test
  void consume_timeLeft_takesEveryChunk() {
    assertThat(deployment.worker().consume(shard, records(sales), NEVER))
        .isEqualTo(new Progress.Done());
    deployment.assertHolds(sales);
  }

  @Test
  void consume_outOfTime_stopsAtFirstUnfinishedPosition() {
    Progress progress = deployment.worker().consume(shard, records(sales), AT_ONCE);

    assertThat(progress).isEqualTo(new Progress.Stopped(new Position("2001", 0)));
    deployment.assertHolds(sales.subList(0, 2_000));
  }

  @Test
  void consume_outOfTimeAgainAndAgain_losesNothing() {
    ShardConsumer worker = deployment.worker();
    int from = 0;
    int deliveries = 1;
    while (worker.consume(shard, records(sales.subList(from, 4_001)), AT_ONCE)
        instanceof Progress.Stopped stopped) {
      from = stopped.next().sequence().intValueExact() - 1;
      deliveries++;
    }
    assertThat(deliveries).isEqualTo(3);
    deployment.assertHolds(sales);
  }

  /** A chunk spans 20 s, so five epochs; the second one begins in the fifth. */
  @Test
  void consume_secondChunkFails_firstStandsInTheLedger() {
    int[] entries = {0};
    HookedTable.Hook failing =
        new HookedTable.Hook() {
          @Override
          public void beforeWrite(Item item) {
            if (item.key().partition().startsWith("ledger") && ++entries[0] == 6) {
              throw new IllegalStateException("throttled");
            }
          }
        };
    ShardConsumer worker =
        deployment.worker(new HookedTable(deployment.control, failing), deployment.hot);
    assertThatThrownBy(() -> worker.consume(shard, records(sales), NEVER)).hasMessage("throttled");
    assertThat(deployment.ledger().head(shard).orElseThrow().applied())
        .isEqualTo(new Position("2000", 0));

    deployment.worker().consume(shard, records(sales), NEVER);

    deployment.assertHolds(sales);
  }
}
