package io.trueup.simulation;

/** A call that a service did not take, or whose answer got lost. */
final class Unavailable extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Without a trace: there are many. */
  Unavailable(String call) {
    super(call + ": no answer", null, false, false);
  }
}
