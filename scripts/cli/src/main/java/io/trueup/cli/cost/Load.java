package io.trueup.cli.cost;

/**
 * What decides the cost of events of one shape: their bytes, the deltas that they are written to
 * and the cells that they make, each per event, the bytes of a cell, and how many events a batch of
 * a consumer holds.
 */
public record Load(
    double bytesPerEvent,
    double writesPerEvent,
    double cellsPerEvent,
    double bytesPerCell,
    double eventsPerBatch) {

  public Load {
    if (!(eventsPerBatch > 0)) {
      throw new IllegalArgumentException(
          "load of %s events a batch, expected more than 0".formatted(eventsPerBatch));
    }
  }
}
