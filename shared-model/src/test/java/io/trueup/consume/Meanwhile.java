package io.trueup.consume;

import io.trueup.port.Item;

/** Something that happens while a worker is about to write, at one of its writes counted from 0. */
final class Meanwhile implements HookedTable.Hook {

  private final int at;
  private final Runnable event;
  private int writes;

  Meanwhile(int at, Runnable event) {
    this.at = at;
    this.event = event;
  }

  @Override
  public void beforeWrite(Item item) {
    if (writes++ == at) {
      event.run();
    }
  }

  boolean hasHappened() {
    return writes > at;
  }
}
