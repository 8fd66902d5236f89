package io.trueup.consume;

/** Whether the time left is too short to begin another chunk of work. */
@FunctionalInterface
public interface Deadline {

  boolean isNear();
}
