package io.trueup.demo.send;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The events that were sent and not yet seen in the stream, equal ones as often. For one thread.
 */
public final class Outstanding {

  private final Map<ByteBuffer, Integer> events = new HashMap<>();
  private long count;

  public void sent(byte[] data) {
    events.merge(ByteBuffer.wrap(data), 1, Integer::sum);
    count++;
  }

  /** Takes note of an event in the stream; one that is not outstanding changes nothing. */
  void seen(byte[] data) {
    ByteBuffer event = ByteBuffer.wrap(data);
    if (events.containsKey(event)) {
      count--;
      events.computeIfPresent(event, (it, left) -> left == 1 ? null : left - 1);
    }
  }

  long count() {
    return count;
  }

  /** One of them, for people; fails when there is none. */
  String one() {
    return new String(events.keySet().iterator().next().array(), StandardCharsets.UTF_8);
  }
}
