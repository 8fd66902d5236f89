package io.trueup.faults;

import io.trueup.demo.host.Failure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The death of who makes a call, once, by SIGKILL: at the so-manieth of the writes that are
 * counted. Safe for many threads.
 */
public final class Kill implements Interference {

  private final Victim victim;
  private final Predicate<Call> counted;
  private final Fate.Reach reach;
  private final CountDownLatch killed = new CountDownLatch(1);
  private int left;

  /** Kills at write {@code at}, from 1, which is carried out or not. */
  public Kill(Victim victim, Predicate<Call> counted, int at, Fate.Reach reach) {
    this.victim = victim;
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
    victim.kill();
    killed.countDown();
  }

  /** Returns when it has died; fails when it has not within so long. */
  public void await(Duration limit) throws InterruptedException {
    if (!killed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Failure(
          "%s was not killed within %s: %d more writes expected"
              .formatted(victim.name(), limit, left));
    }
  }
}
