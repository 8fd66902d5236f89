package io.trueup.simulation;

/** Told of each place of a run where a search has a choice, before it chooses there. */
@FunctionalInterface
interface Junction {

  /** {@code place} tells the choices that there are in one state of the world apart. */
  void come(Object... place);
}
