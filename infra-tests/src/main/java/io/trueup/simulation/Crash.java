package io.trueup.simulation;

/**
 * The end of an actor that was killed: it unwinds the stack from the call at which it died. An
 * error, so that nobody takes it for a failure that can be dealt with.
 */
final class Crash extends Error {

  private static final long serialVersionUID = 1;

  /** Without a trace: there are many, and where an actor died stands in the faults. */
  Crash() {
    super("killed", null, false, false);
  }
}
