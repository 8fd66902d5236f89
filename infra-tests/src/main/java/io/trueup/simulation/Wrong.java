package io.trueup.simulation;

/** What a history found to be wrong. */
final class Wrong extends RuntimeException {

  private static final long serialVersionUID = 1;

  Wrong(String what) {
    super(what);
  }
}
