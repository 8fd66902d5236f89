package io.trueup.cli.backfill;

import com.google.common.util.concurrent.RateLimiter;
import java.time.Duration;

/** What keeps events from being sent faster than at a rate. */
public interface Throttle {

  /** Waits until so many more events may be sent. */
  void await(int events);

  /** At most so many events a second. What is not used of one second is not saved for the next. */
  static Throttle of(int rate) {
    // A limiter that warms up gives what it saved no faster than its rate; any other in a burst.
    RateLimiter limiter = RateLimiter.create(rate, Duration.ofMillis(1));
    return limiter::acquire;
  }
}
