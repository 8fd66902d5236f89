package io.trueup.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The right to go on, which one thread waits for and another one gives. */
final class Baton {

  private volatile @Nullable Thread waiting;
  private volatile boolean given;

  void give() {
    given = true;
    LockSupport.unpark(waiting);
  }

  void await() {
    waiting = Thread.currentThread();
    while (!given) {
      LockSupport.park(this);
    }
    given = false;
  }
}
