package io.trueup.consume;

import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Tally;
import java.util.List;
import java.util.Map;

/**
 * A record of a shard with what follows from it and the records before it: its lineage arrival in
 * milliseconds, the epoch of that, the names of the definitions that it is taken by as ledger
 * entries have them, and what it is by each of these, in their order.
 */
public record Taken(
    StreamRecord record,
    long arrival,
    long epoch,
    List<String> definitions,
    List<Reading> readings) {

  public Taken {
    definitions = List.copyOf(definitions);
    readings = List.copyOf(readings);
    if (readings.isEmpty()) {
      throw new IllegalArgumentException(
          "record %s of epoch %d is taken by no definition, expected at least one"
              .formatted(record.position(), epoch));
    }
  }

  /** The ledger entry of this record alone: the newest definition decides what it is. */
  LedgerEntry entry(String shard) {
    Reading counting = readings.get(readings.size() - 1);
    Intake intake = counting.intake();
    return new LedgerEntry(
        shard,
        epoch,
        record.position(),
        record.position(),
        arrival,
        counting.tally(Tally.of(record, intake)),
        counting.beat(),
        intake instanceof Intake.Rejected
            ? Map.of(Tally.sort(intake), record.position())
            : Map.of(),
        definitions);
  }
}
