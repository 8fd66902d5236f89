package io.trueup.consume;

import io.trueup.event.StreamRecord;
import io.trueup.port.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A random history of two shards: batches of any size, each from the checkpoint or from an older
 * one, delivered to new workers and to old ones with stale memory, some of which crash at any use
 * of a table, and some of which stand still while others go on and write later.
 */
final class History {

  /** How often what was to go wrong has. */
  static final class Troubles {
    private int crashes;
    private int zombies;
    private int redeliveries;

    int crashes() {
      return crashes;
    }

    int zombies() {
      return zombies;
    }

    int redeliveries() {
      return redeliveries;
    }

    void add(Troubles other) {
      crashes += other.crashes;
      zombies += other.zombies;
      redeliveries += other.redeliveries;
    }
  }

  private static final int DEEPEST = 3;

  private final Random random;
  private final Deployment deployment = new Deployment();
  private final Map<String, List<Sale>> sales = new HashMap<>();
  private final Map<String, Integer> checkpoints = new HashMap<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Troubles troubles = new Troubles();

  History(Random random) {
    this.random = random;
    deployment.shards.list().forEach(it -> sales.put(it.id(), Sales.any(random, 40)));
    sales.keySet().forEach(shard -> checkpoints.put(shard, 0));
  }

  Deployment deployment() {
    return deployment;
  }

  Map<String, List<Sale>> sales() {
    return sales;
  }

  Troubles troubles() {
    return troubles;
  }

  /** Until every record is delivered and acknowledged. */
  void play() {
    List<String> left = open();
    while (!left.isEmpty()) {
      deliver(left.get(random.nextInt(left.size())), 0);
      left = open();
    }
  }

  private List<String> open() {
    return sales.keySet().stream()
        .sorted()
        .filter(shard -> checkpoint(shard) < sales.getOrDefault(shard, List.of()).size())
        .toList();
  }

  private int checkpoint(String shard) {
    return checkpoints.getOrDefault(shard, 0);
  }

  private void deliver(String shard, int depth) {
    List<StreamRecord> records = Sales.records(sales.getOrDefault(shard, List.of()));
    int from = checkpoint(shard);
    if (random.nextInt(5) == 0) {
      from = random.nextInt(from + 1);
      troubles.redeliveries++;
    }
    int to = Math.min(records.size(), from + 1 + random.nextInt(15));
    Worker worker = anyWorker();
    worker.hook = trouble(depth);
    try {
      worker.consumer.consume(shard, records.subList(from, to), Deployment.NEVER);
    } catch (Crash crash) {
      troubles.crashes++;
      return;
    } finally {
      worker.hook = new HookedTable.Hook() {};
    }
    if (random.nextInt(5) == 0) {
      troubles.redeliveries++;
    } else {
      checkpoints.merge(shard, to, Math::max);
    }
  }

  private HookedTable.Hook trouble(int depth) {
    int at = random.nextInt(25);
    return switch (random.nextInt(4)) {
      case 0 -> new Crash(at, Crash.Last.NOT_WRITTEN);
      case 1 -> new Crash(at, Crash.Last.WRITTEN);
      case 2 ->
          depth == DEEPEST
              ? new HookedTable.Hook() {}
              : new Meanwhile(random.nextInt(8), () -> overtake(depth + 1));
      default -> new HookedTable.Hook() {};
    };
  }

  /** Others deliver while a worker stands still in the middle of its writes. */
  private void overtake(int depth) {
    troubles.zombies++;
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<String> left = open();
      if (!left.isEmpty()) {
        deliver(left.get(random.nextInt(left.size())), depth);
      }
    }
  }

  /** An idle worker with what it remembers, or a new one. */
  private Worker anyWorker() {
    List<Worker> idle = workers.stream().filter(it -> !it.isBusy()).toList();
    if (!idle.isEmpty() && random.nextInt(3) > 0) {
      return idle.get(random.nextInt(idle.size()));
    }
    Worker fresh = new Worker();
    workers.add(fresh);
    return fresh;
  }

  /** A process: its memory outlives a failed batch, as that of a warm function does. */
  private final class Worker implements HookedTable.Hook {
    private final ShardConsumer consumer =
        deployment.worker(
            new HookedTable(deployment.control, this), new HookedTable(deployment.hot, this));
    private HookedTable.Hook hook = new HookedTable.Hook() {};

    boolean isBusy() {
      return hook instanceof Meanwhile;
    }

    @Override
    public void beforeRead() {
      hook.beforeRead();
    }

    @Override
    public void beforeWrite(Item item) {
      hook.beforeWrite(item);
    }

    @Override
    public void afterWrite(Item item) {
      hook.afterWrite(item);
    }
  }
}
