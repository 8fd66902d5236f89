package io.trueup.batch.recompute;

import com.google.common.util.concurrent.RateLimiter;
import java.util.function.IntConsumer;

/**
 * How fast one task may write: the most units that it may ask for at once, though a single item may
 * be larger, and what holds it up until it may go on. For one thread.
 */
record Pace(double atOnce, IntConsumer waiting) {

  /**
   * So many units a second, which may be infinite. What was asked for is paid by the next one who
   * asks, and what nobody asked for is kept for a second: so within any time there are those of one
   * second too many at most, and of one item.
   */
  static Pace of(double unitsASecond) {
    return new Pace(unitsASecond, RateLimiter.create(unitsASecond)::acquire);
  }

  /** Waits until so many units may be written. */
  void await(int units) {
    waiting.accept(units);
  }
}
