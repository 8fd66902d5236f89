package io.trueup.port;

import java.time.Duration;

/** A queue of messages: SQS. Each is delivered at least once, in any order. */
public interface Queue {

  /** The longest delay. */
  Duration LONGEST = Duration.ofMinutes(15);

  /** Sends a message that nobody sees before the delay is over; parts of seconds are dropped. */
  void send(String body, Duration delay);
}
