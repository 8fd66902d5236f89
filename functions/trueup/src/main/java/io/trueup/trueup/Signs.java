package io.trueup.trueup;

import io.trueup.store.Json;

/**
 * The signs of a deployment: how many seconds ago the first epoch began whose deltas answers need
 * (0 while there is none), and how many heartbeats the archive layer's ledger lacks.
 */
record Signs(long oldestDeltaAge, long missingHeartbeats) {

  /** The line of a log that CloudWatch makes metrics of, by the name of the control table. */
  String line(String controlTable, long now) {
    return Json.write(
        MetricLine.of(
            controlTable,
            now,
            new MetricLine.Metric("OldestDeltaAge", "Seconds", oldestDeltaAge),
            new MetricLine.Metric("MissingHeartbeats", "Count", missingHeartbeats)));
  }
}
