package io.trueup.definition;

import io.trueup.event.Event;

/**
 * A compiled {@code where} or {@code live}: whether a view counts an event, or does so live. Pure,
 * and safe for many threads.
 */
public interface Condition {

  /** The expression as it was written. */
  String text();

  /**
   * Whether it holds for an event. An expression that fails on an event (a division by zero, an
   * overflow, a null compared with less or greater) does not hold for it: both layers so come to
   * the same, and no event blocks its shard. As in CEL, {@code ||} and {@code &&} need no side that
   * fails when the other decides.
   */
  boolean holds(Event event);

  /** Does now what the first event would else wait for. */
  default void prepare() {}
}
