package io.trueup.consume;

import io.trueup.definition.Pipeline;
import io.trueup.event.EventReader;
import io.trueup.event.Intake;
import io.trueup.event.StreamRecord;
import io.trueup.store.InForce;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions that the records of a shard are taken by, each with its reader of events and its
 * search for repeats. Which they are for an epoch its ledger entry says; for an epoch that has none
 * yet, what is in force when the batch begins. For one thread.
 */
final class Takers {

  private final Library library;
  private final Effect effect;
  private final Epochs epochs;
  private final Map<String, EventReader> readers = new HashMap<>();

  Takers(Library library, Effect effect, Epochs epochs) {
    this.library = library;
    this.effect = effect;
    this.epochs = epochs;
  }

  /**
   * Begins a batch of records behind a head, which was read before: so whoever is behind a head
   * knows all that its writer knew to be in force.
   */
  Batch begin(String shard, Optional<LedgerEntry> head) {
    return new Batch(shard, head, library.inForce());
  }

  /** The records of one batch. */
  final class Batch {
    private final String shard;
    private final Optional<LedgerEntry> head;
    private final InForce inForce;
    private final Map<String, Repeats.Search> searches = new HashMap<>();
    private long epoch = -1;
    private List<String> names = List.of();
    private List<Taker> takers = List.of();

    private Batch(String shard, Optional<LedgerEntry> head, InForce inForce) {
      this.shard = shard;
      this.head = head;
      this.inForce = inForce;
    }

    private record Taker(Tenure definition, EventReader reader, Repeats.Search search) {

      Reading read(StreamRecord record, long arrival) {
        Intake intake = reader.read(record, arrival);
        return new Reading(definition, intake, search.judge(record.position(), arrival, intake));
      }
    }

    /** Takes the next record, of a lineage arrival. */
    Taken take(StreamRecord record, long arrival) {
      if (epochs.of(arrival) != epoch) {
        turnTo(epochs.of(arrival));
      }
      List<Reading> readings = new ArrayList<>(takers.size());
      for (Taker each : takers) {
        readings.add(each.read(record, arrival));
      }
      return new Taken(record, arrival, epoch, names, readings);
    }

    private void turnTo(long next) {
      List<Tenure> tenures =
          head.filter(entry -> entry.epoch() == next)
              .map(entry -> inForce.of(entry.definitions()))
              .orElseGet(() -> inForce.at(next));
      epoch = next;
      names = inForce.names(tenures);
      takers = tenures.stream().map(this::taker).toList();
    }

    private Taker taker(Tenure definition) {
      String name = definition.fingerprint();
      EventReader reader = readers.computeIfAbsent(name, any -> reader(definition));
      Repeats.Search search =
          searches.computeIfAbsent(name, any -> effect.repeats(definition).begin(shard, head));
      return new Taker(definition, reader, search);
    }

    private EventReader reader(Tenure definition) {
      Pipeline pipeline = library.load(definition);
      return new EventReader(pipeline);
    }

    void log(List<Taken> chunk) {
      searches.values().forEach(search -> search.log(chunk));
    }

    void entered(List<Taken> chunk) {
      searches.values().forEach(search -> search.entered(chunk));
    }
  }
}
