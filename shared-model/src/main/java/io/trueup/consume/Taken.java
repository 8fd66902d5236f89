package io.trueup.consume;

import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import java.util.Map;
import java.util.Optional;

/**
 * A record of a shard with what follows from it and the records before it: its lineage arrival in
 * milliseconds, the epoch of that, what the record turned out to be, and whether it repeats
 * another.
 */
public record Taken(
    StreamRecord record, long arrival, long epoch, Intake intake, Occurrence occurrence) {

  /** The event, if it counts: an accepted one that repeats none. */
  Optional<Event> counted() {
    return occurrence == Occurrence.FIRST && intake instanceof Intake.Accepted accepted
        ? Optional.of(accepted.event())
        : Optional.empty();
  }

  /** The ledger entry of this record alone. */
  LedgerEntry entry(String shard) {
    return new LedgerEntry(
        shard,
        epoch,
        record.position(),
        record.position(),
        arrival,
        tally(),
        intake instanceof Intake.Beat beat ? beat.heartbeat().number() : LedgerEntry.NO_BEAT,
        intake instanceof Intake.Rejected
            ? Map.of(Tally.sort(intake), record.position())
            : Map.of());
  }

  private Tally tally() {
    Tally tally = Tally.of(record, intake);
    return occurrence == Occurrence.REPEATED ? tally.plus(Tally.REPEAT) : tally;
  }
}
