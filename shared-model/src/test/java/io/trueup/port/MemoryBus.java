package io.trueup.port;

import io.trueup.store.Json;
import java.util.ArrayList;
import java.util.List;

/** A bus in memory: it keeps what it took, in order. */
public final class MemoryBus implements Bus {

  private final List<Notice> taken = new ArrayList<>();

  @Override
  public synchronized void put(List<Notice> notices) {
    notices.forEach(notice -> Json.object(notice.detail()));
    taken.addAll(notices);
  }

  /** All notices so far. */
  public synchronized List<Notice> taken() {
    return List.copyOf(taken);
  }
}
