package io.trueup.aggregate;

import java.util.List;

/**
 * The mergeable content of a cell: one state per measure of its view, in the view's order.
 * Immutable; made and read by {@link Measures} alone.
 */
public record State(List<Object> parts) {

  public State {
    parts = List.copyOf(parts);
  }
}
