package io.trueup.replay;

/** What a replay waits with. */
@FunctionalInterface
public interface Patience {

  /**
   * Waits a while for something, which {@code what} says to people; false when there was enough
   * waiting, and what is not there by now is to be left alone.
   */
  boolean await(String what);
}
