package io.trueup.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The threads that actors run on, kept for the next ones: to start a thread takes long. */
final class Carriers {

  private static final Deque<Carrier> IDLE = new ArrayDeque<>();

  private Carriers() {}

  /** Runs a body on some thread. */
  static void carry(Runnable body) {
    Carrier carrier;
    synchronized (IDLE) {
      carrier = IDLE.isEmpty() ? new Carrier() : IDLE.pop();
    }
    carrier.body = body;
    carrier.begin.give();
  }

  private static final class Carrier implements Runnable {
    private final Baton begin = new Baton();
    private @Nullable Runnable body;

    Carrier() {
      Thread thread = new Thread(this, "actor");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      while (true) {
        begin.await();
        Runnable work = java.util.Objects.requireNonNull(body);
        body = null;
        work.run();
        synchronized (IDLE) {
          IDLE.push(this);
        }
      }
    }
  }
}
