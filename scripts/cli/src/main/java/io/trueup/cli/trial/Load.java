package io.trueup.cli.trial;

/**
 * What decides the cost of events of one shape: their bytes, the deltas that they are written to
 * and the cells that they make, each per event, and the bytes of a cell.
 */
public record Load(
    double bytesPerEvent, double writesPerEvent, double cellsPerEvent, double bytesPerCell) {}
