package io.trueup.definition;

import io.trueup.event.Event;

/** A compiled {@code where}: whether a view counts an event. Pure, and safe for many threads. */
public interface Condition {

  /** The expression as it was written. */
  String text();

  /**
   * Whether the event counts. An expression that fails on an event (division by zero, a null
   * compared) does not hold for it.
   */
  boolean holds(Event event);

  /** Does now what the first event would else wait for. */
  default void prepare() {}
}
