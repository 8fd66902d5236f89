package io.trueup.consume;

import io.trueup.event.Position;
import io.trueup.event.StreamRecord;
import io.trueup.port.Condition;
import io.trueup.port.Outcome;
import io.trueup.port.Shards;
import io.trueup.port.Table;
import io.trueup.store.Layer;
import io.trueup.store.Ledger;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.time.Epochs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One layer's consumer of a stream: per shard, in order. It skips what the layer's head has passed,
 * gives each record its lineage arrival and epoch, reads it by each definition in force for that,
 * finds and logs repeats where the layer's effect asks for it, has that effect carried out, and
 * then enters the records in the ledger, the older epoch first. Every step may be repeated: a batch
 * that is delivered again, in whole or in part, changes nothing twice. Not safe for many threads.
 */
public final class ShardConsumer {

  /** A chunk is small enough to finish within the time that a deadline keeps back. */
  private static final int CHUNK = 2_000;

  private final Lineage lineage;
  private final Ledger ledger;
  private final Takers takers;
  private final Effect effect;
  private final int chunk;

  public ShardConsumer(
      Table control, Shards shards, Layer layer, Library library, Epochs epochs, Effect effect) {
    this(control, shards, layer, library, epochs, effect, CHUNK);
  }

  /** As above, with chunks of so many records. */
  public ShardConsumer(
      Table control,
      Shards shards,
      Layer layer,
      Library library,
      Epochs epochs,
      Effect effect,
      int chunk) {
    this.lineage = new Lineage(control, shards);
    this.ledger = new Ledger(control, layer);
    this.takers = new Takers(library, effect, epochs);
    this.effect = effect;
    this.chunk = chunk;
  }

  /** Processes records of one shard, which come in its order and follow those delivered before. */
  public Progress consume(String shard, List<StreamRecord> records, Deadline deadline) {
    lineage.meet(shard);
    Optional<LedgerEntry> head = ledger.head(shard);
    Takers.Batch batch = takers.begin(shard, head);
    List<Taken> taken = take(shard, records, head, batch);
    for (int from = 0; from < taken.size(); from += chunk) {
      Progress stopped = new Progress.Stopped(taken.get(from).record().position());
      if (from > 0 && deadline.isNear()) {
        return stopped;
      }
      List<Taken> some = taken.subList(from, Math.min(from + chunk, taken.size()));
      batch.log(some);
      effect.apply(shard, some);
      Optional<LedgerEntry> entered = enter(shard, some, head);
      if (entered.isEmpty()) {
        return stopped;
      }
      head = entered;
      batch.entered(some);
    }
    return new Progress.Done();
  }

  private List<Taken> take(
      String shard, List<StreamRecord> records, Optional<LedgerEntry> head, Takers.Batch batch) {
    long arrival =
        head.map(LedgerEntry::arrival).orElseGet(() -> lineage.arrivalBefore(shard, ledger));
    Optional<Position> last = head.map(LedgerEntry::applied);
    List<Taken> taken = new ArrayList<>(records.size());
    for (StreamRecord record : records) {
      Position position = record.position();
      if (last.isPresent() && position.compareTo(last.get()) <= 0) {
        continue;
      }
      arrival = Math.max(arrival, record.arrived());
      taken.add(batch.take(record, arrival));
      last = Optional.of(position);
    }
    return taken;
  }

  /**
   * Enters a chunk in the ledger; the newest entry is the shard's new head. Empty when another
   * attempt knew other definitions to be in force, and took records of one of the epochs by those:
   * what this one has not entered is to come again, to be taken alike.
   */
  private Optional<LedgerEntry> enter(String shard, List<Taken> chunk, Optional<LedgerEntry> head) {
    TreeMap<Long, List<LedgerEntry>> byEpoch = new TreeMap<>();
    for (Taken taken : chunk) {
      byEpoch.computeIfAbsent(taken.epoch(), e -> new ArrayList<>()).add(taken.entry(shard));
    }
    Optional<LedgerEntry> newest = head;
    for (var epoch : byEpoch.entrySet()) {
      newest = enter(epoch.getValue(), newest.filter(e -> e.epoch() == epoch.getKey()));
      if (newest.isEmpty()) {
        break;
      }
    }
    return newest;
  }

  /**
   * Joins entries of one epoch to the stored one. The condition fails when another attempt has come
   * further: then what it has entered is dropped here, and the rest joined to that, unless it was
   * taken by other definitions.
   */
  private Optional<LedgerEntry> enter(List<LedgerEntry> entries, Optional<LedgerEntry> remembered) {
    Optional<LedgerEntry> stored = remembered;
    while (true) {
      Optional<LedgerEntry> base = stored;
      Optional<LedgerEntry> rest =
          entries.stream()
              .filter(e -> base.isEmpty() || e.applied().compareTo(base.get().applied()) > 0)
              .reduce(LedgerEntry::plus);
      if (rest.isEmpty()) {
        return base;
      }
      LedgerEntry next = base.map(b -> b.plus(rest.get())).orElseGet(rest::get);
      Condition condition =
          base.<Condition>map(LedgerEntry::unchanged).orElseGet(Condition.Absent::new);
      if (!(ledger.write(next, condition) instanceof Outcome.Refused refused)) {
        return Optional.of(next);
      }
      stored = refused.stored().map(item -> LedgerEntry.read(next.shard(), item));
      if (stored.filter(it -> !it.definitions().equals(next.definitions())).isPresent()) {
        return Optional.empty();
      }
    }
  }
}
