package io.trueup.faults;

import io.trueup.demo.host.Failure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The death of a function in the middle of a batch, once, by SIGKILL: at the so-manieth of the
 * writes that are counted. The function is spawned anew for its next batch. Safe for many threads.
 */
public final class Kill implements Interference {

  private final StreamFunction function;
  private final Predicate<Call> counted;
  private final Fate.Reach reach;
  private final CountDownLatch killed = new CountDownLatch(1);
  private int left;

  /** Kills at write {@code at}, from 1, which DynamoDB carries out or not. */
  public Kill(StreamFunction function, Predicate<Call> counted, int at, Fate.Reach reach) {
    this.function = function;
    this.counted = counted;
    this.reach = reach;
    this.left = at;
  }

  @Override
  public synchronized Fate of(Call call) {
    return call.isWrite() && counted.test(call) && --left == 0
        ? new Fate.Cut(reach, this::kill)
        : new Fate.Forwarded();
  }

  private void kill() {
    List<ProcessHandle> processes = new Processes(function.instance()).ofFunction(function.name());
    if (processes.isEmpty()) {
      throw new IllegalStateException(
          "kill of %s: no process runs it, expected the one that writes"
              .formatted(function.name()));
    }
    processes.forEach(ProcessHandle::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    killed.countDown();
  }

  /** Returns when the function has died; fails when it has not within so long. */
  public void await(Duration limit) throws InterruptedException {
    if (!killed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Failure(
          "%s was not killed within %s: %d more writes expected"
              .formatted(function.name(), limit, left));
    }
  }
}
