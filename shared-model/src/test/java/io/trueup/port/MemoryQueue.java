package io.trueup.port;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A queue in memory: it keeps what was sent, in order, and delivers nothing. */
public final class MemoryQueue implements Queue {

  /** What was sent. */
  public record Sent(String body, Duration delay) {}

  private final List<Sent> sent = new ArrayList<>();

  @Override
  public synchronized void send(String body, Duration delay) {
    if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "send with delay %s, expected 0 to %s".formatted(delay, LONGEST));
    }
    sent.add(new Sent(body, delay));
  }

  /** All messages so far. */
  public synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }
}
