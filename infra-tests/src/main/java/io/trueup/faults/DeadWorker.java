package io.trueup.faults;

import io.trueup.demo.host.Worker;

/** A recompute worker that was killed, by SIGKILL; another takes its place when this is closed. */
public final class DeadWorker implements AutoCloseable {

  private final Worker worker;

  public DeadWorker(Worker worker) {
    this.worker = worker;
    worker.kill();
  }

  @Override
  public void close() {
    worker.restart();
  }
}
