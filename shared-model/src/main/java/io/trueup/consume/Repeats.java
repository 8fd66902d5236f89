package io.trueup.consume;

import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.store.LedgerEntry;
import java.util.List;
import java.util.Optional;

/** How a layer finds the events that a producer sent again, as other records. */
public interface Repeats {

  /** Begins a batch of a shard: its records are those next behind the layer's head. */
  Search begin(String shard, Optional<LedgerEntry> head);

  /** The search of one batch. Records come in the order of their shard. For one thread. */
  interface Search {

    /** Judges the next record, by it and by those before it on its shard alone. */
    Occurrence judge(Position position, long arrival, Intake intake);

    /** Makes sure that those who come later find the next chunk of judged records, or fails. */
    void log(List<Taken> chunk);

    /** Takes note that the chunk logged last is in the ledger. */
    void entered(List<Taken> chunk);
  }

  /** Of a layer that leaves repeats in: reads and writes nothing. */
  static Repeats unsought() {
    return (shard, head) -> NoSearch.INSTANCE;
  }
}
