package io.trueup.consume;

import io.trueup.port.Item;

/**
 * The end of a worker at one of its uses of tables, counted from 0. From then on nothing of it
 * reaches the tables; at a write, the write itself still may.
 */
final class Crash extends RuntimeException implements HookedTable.Hook {

  private static final long serialVersionUID = 1;

  /** What became of the write at which the worker ends. */
  enum Last {
    NOT_WRITTEN,
    WRITTEN
  }

  private final int at;
  private final Last last;
  private int uses;

  Crash(int at, Last last) {
    super("crash at use %d, %s".formatted(at, last), null, false, false);
    this.at = at;
    this.last = last;
  }

  @Override
  public void beforeRead() {
    if (uses++ >= at) {
      throw this;
    }
  }

  @Override
  public void beforeWrite(Item item) {
    if (uses > at || (uses == at && last == Last.NOT_WRITTEN)) {
      uses++;
      throw this;
    }
  }

  @Override
  public void afterWrite(Item item) {
    if (uses++ >= at) {
      throw this;
    }
  }
}
