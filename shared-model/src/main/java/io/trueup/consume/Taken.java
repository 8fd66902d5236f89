package io.trueup.consume;

import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import java.util.Map;

/**
 * A record of a shard with what follows from it and the records before it: its lineage arrival in
 * milliseconds, the epoch of that, and what the record turned out to be.
 */
public record Taken(StreamRecord record, long arrival, long epoch, Intake intake) {

  /** The ledger entry of this record alone. */
  LedgerEntry entry(String shard) {
    return new LedgerEntry(
        shard,
        epoch,
        record.position(),
        record.position(),
        arrival,
        Tally.of(record, intake),
        intake instanceof Intake.Beat beat ? beat.heartbeat().number() : LedgerEntry.NO_BEAT,
        intake instanceof Intake.Rejected
            ? Map.of(Tally.sort(intake), record.position())
            : Map.of());
  }
}
