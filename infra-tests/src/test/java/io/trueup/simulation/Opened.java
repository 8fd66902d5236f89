package io.trueup.simulation;

import io.trueup.port.Table;

/** Models that no scheduler stands before. */
final class Opened {

  private Opened() {}

  static Table table() {
    ModelTable items = new ModelTable(() -> 0);
    return new ModelView("table", () -> items, Turns.none(), () -> {});
  }
}
