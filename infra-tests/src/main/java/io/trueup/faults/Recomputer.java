package io.trueup.faults;

import io.trueup.demo.host.Worker;

/** The process that recomputes. Killed it stays dead until it is restarted. */
public record Recomputer(Worker worker) implements Victim {

  @Override
  public String name() {
    return "the recompute worker";
  }

  @Override
  public void kill() {
    worker.kill();
  }
}
