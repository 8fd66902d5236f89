package io.trueup.consume;

import static io.trueup.consume.Deployment.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.port.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkersTest {

  @Test
  void inOrder_tasks_oneAfterAnother() {
    List<Integer> done = new ArrayList<>();
    Workers.inOrder().run(List.of(() -> done.add(1), () -> done.add(2)));
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void pool_tasks_runSideBySide() {
    CountDownLatch both = new CountDownLatch(2);
    Runnable meet =
        () -> {
          both.countDown();
          try {
            assertThat(both.await(30, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    new Pool(2).run(List.of(meet, meet));
    assertThat(both.getCount()).isZero();
  }

  /** A process that is done must not wait for calls that hang, whichever thread began them. */
  @Test
  void pool_threads_keepNoProcessAlive() throws InterruptedException {
    AtomicBoolean daemon = new AtomicBoolean();
    Runnable look = () -> daemon.set(Thread.currentThread().isDaemon());
    Thread caller = new Thread(() -> new Pool(1).run(List.of(look)));
    caller.setDaemon(false);
    caller.start();
    caller.join();
    assertThat(daemon).isTrue();
  }

  @Test
  void pool_someFail_allEndThenTheFirstFailureIsThrown() {
    AtomicInteger ended = new AtomicInteger();
    RuntimeException first = new IllegalStateException("first");
    Runnable good = ended::incrementAndGet;
    List<Runnable> tasks =
        List.of(
            good,
            () -> {
              throw first;
            },
            good,
            () -> {
              throw new IllegalStateException("second");
            },
            good);

    assertThatThrownBy(() -> new Pool(1).run(tasks))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("first")
        .hasCause(first);
    assertThat(ended).hasValue(3);
  }

  @Test
  void pool_interrupted_failsAndStaysInterrupted() {
    CompletableFuture<String> underWay = new CompletableFuture<>();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> new Pool(1).run(List.of(underWay::join)))
        .hasMessage("interrupted while calls were under way");
    assertThat(Thread.interrupted()).isTrue();
    underWay.complete("written");
  }

  /** The deltas of a batch written by four threads are those written by one. */
  @Test
  void consume_byPool_equalsOracle() {
    Deployment deployment = new Deployment();
    List<Sale> sales = Sales.any(new java.util.Random(3), 500);
    ShardConsumer worker = deployment.worker(deployment.control, deployment.hot, new Pool(4));
    worker.consume(deployment.shard(), Sales.records(sales.subList(0, 300)), NEVER);
    worker.consume(deployment.shard(), Sales.records(sales.subList(200, 500)), NEVER);
    deployment.assertHolds(sales);
  }
}
