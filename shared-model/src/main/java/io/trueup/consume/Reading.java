package io.trueup.consume;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import io.trueup.store.Tenure;
import java.util.Optional;

/** What a record is by one definition, and whether it repeats another by it. */
public record Reading(Tenure definition, Intake intake, Occurrence occurrence) {

  /** The event, if it counts: an accepted one that repeats none. */
  Optional<Event> counted() {
    return occurrence == Occurrence.FIRST && intake instanceof Intake.Accepted accepted
        ? Optional.of(accepted.event())
        : Optional.empty();
  }

  Tally tally(Tally taken) {
    return occurrence == Occurrence.REPEATED ? taken.plus(Tally.REPEAT) : taken;
  }

  long beat() {
    return intake instanceof Intake.Beat beat ? beat.heartbeat().number() : LedgerEntry.NO_BEAT;
  }
}
