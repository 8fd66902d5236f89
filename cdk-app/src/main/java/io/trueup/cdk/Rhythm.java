package io.trueup.cdk;

import io.trueup.time.Span;

/**
 * The times of a deployment: length of an epoch, time between heartbeats, time between scheduled
 * true-ups (whole minutes), whether the schedule runs, how long a true-up waits between two looks
 * at an archive that is not complete yet (whole seconds) and in all, and how long hot deltas are
 * kept.
 */
public record Rhythm(
    Span epoch,
    Span heartbeat,
    Span schedule,
    Scheduling scheduling,
    Span gateWait,
    Span gate,
    Span hotRetention) {

  /** Whether true-ups start by themselves. */
  public enum Scheduling {
    ON,
    OFF
  }

  /**
   * From how many seconds on deltas that answers need are too old for a deployment whose true-ups
   * go well: halfway from when the next one is due to when they expire, so that as much time is
   * left to mend it.
   */
  public long deltasAreOldSeconds() {
    return (schedule.millis() + hotRetention.millis()) / 2_000;
  }

  public Rhythm {
    if (schedule.millis() % 60_000 != 0) {
      throw new IllegalArgumentException(
          "batch.schedule of %s, expected whole minutes: EventBridge has no finer clock"
              .formatted(schedule));
    }
    if (gateWait.millis() % 1_000 != 0) {
      throw new IllegalArgumentException(
          "gate-wait of %s, expected whole seconds".formatted(gateWait));
    }
  }
}
