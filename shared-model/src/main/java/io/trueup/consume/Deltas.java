package io.trueup.consume;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.definition.View;
import io.trueup.event.Event;
import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.DeltaKey;
import io.trueup.store.Directory;
import io.trueup.store.IdLog;
import io.trueup.store.Library;
import io.trueup.store.Tenure;
import io.trueup.time.Buckets;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The speed layer's effect: it adds each accepted event that repeats none to the hot deltas of the
 * cells that it counts in live, by each definition in force. A view that several of them have alike
 * is filled once, by the oldest: its log of ids reaches back furthest. There is one conditional
 * write per delta and chunk. A delta holds the last position that is in it, and is put only over
 * what the writer remembers of it; when that has changed, the records that are in already are
 * dropped and the rest merged. Directory entries are written before the first delta of their key.
 * Safe for many threads as far as its ports are.
 */
public final class Deltas implements Effect {

  private final Table hot;
  private final Epochs epochs;
  private final Span retention;
  private final Workers workers;
  private final Library library;
  private final Map<List<String>, List<Filled>> filled = new HashMap<>();
  private final Map<String, Repeats> repeats = new HashMap<>();
  private final Memory<DeltaKey, Delta> open = new Memory<>(50_000);
  private final Memory<String, Boolean> listed = new Memory<>(100_000);

  /** Hot items may be dropped once {@code retention} has gone by since the end of their epoch. */
  public Deltas(Table hot, Library library, Epochs epochs, Span retention, Workers workers) {
    this.hot = hot;
    this.library = library;
    this.epochs = epochs;
    this.retention = retention;
    this.workers = workers;
  }

  /** A view to fill, with the place of the reading that it is filled by. */
  private record Filled(int reading, View view, Measures measures) {}

  private record Added(Position position, Event event) {}

  private record Change(Measures measures, DeltaKey key, List<Added> added) {}

  @Override
  public Repeats repeats(Tenure definition) {
    return repeats.computeIfAbsent(
        definition.fingerprint(),
        name ->
            IdSearch.of(
                hot,
                library.load(definition),
                epochs,
                retention,
                library.inForce().first().fingerprint().equals(name)
                    ? IdLog::named
                    : shard -> IdLog.named(shard, name)));
  }

  @Override
  public void apply(String shard, List<Taken> records) {
    Map<DeltaKey, Change> changes = new LinkedHashMap<>();
    for (Taken taken : records) {
      collect(shard, taken, changes);
    }
    list(changes.keySet());
    workers.run(changes.values().stream().<Runnable>map(each -> () -> write(each)).toList());
  }

  private List<Filled> filled(List<Reading> readings) {
    List<Filled> all = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < readings.size(); i++) {
      for (View view : library.load(readings.get(i).definition()).views()) {
        if (seen.add(view.fingerprint() + view.name())) {
          all.add(new Filled(i, view, new Measures(view)));
        }
      }
    }
    return all;
  }

  private void collect(String shard, Taken taken, Map<DeltaKey, Change> changes) {
    List<Filled> views =
        filled.computeIfAbsent(taken.definitions(), any -> filled(taken.readings()));
    for (Filled each : views) {
      View view = each.view();
      Optional<Event> counted = taken.readings().get(each.reading()).counted();
      if (counted.isEmpty() || !view.countsLive(counted.get())) {
        continue;
      }
      Event event = counted.get();
      long bucket = Buckets.start(event.time(), view.finest().length());
      DeltaKey key = DeltaKey.of(view, CellKey.of(view, event), taken.epoch(), bucket, shard);
      changes
          .computeIfAbsent(key, k -> new Change(each.measures(), k, new ArrayList<>()))
          .added()
          .add(new Added(taken.record().position(), event));
    }
  }

  /** Writes the directory entries that this writer does not know to be there. */
  private void list(Iterable<DeltaKey> keys) {
    Map<String, DeltaKey> fresh = new LinkedHashMap<>();
    for (DeltaKey key : keys) {
      String entry = key.fingerprint() + key.view() + "|" + key.epoch() + "|" + key.key().text();
      if (listed.recall(entry).isEmpty()) {
        fresh.putIfAbsent(entry, key);
      }
    }
    hot.writeAll(
        fresh.values().stream()
            .map(
                k ->
                    Directory.hot(
                        k.fingerprint(), k.view(), k.epoch(), k.key(), expires(k.epoch())))
            .toList());
    fresh.keySet().forEach(entry -> listed.remember(entry, true));
  }

  private void write(Change change) {
    Optional<Delta> stored = open.recall(change.key());
    while (true) {
      Optional<Delta> next = merged(change, stored);
      if (next.isEmpty()) {
        stored.ifPresent(delta -> open.remember(change.key(), delta));
        return;
      }
      Condition condition =
          stored.<Condition>map(Delta::unchanged).orElseGet(Condition.Absent::new);
      Outcome outcome =
          hot.write(next.get().item(change.key(), expires(change.key().epoch())), condition);
      if (!(outcome instanceof Outcome.Refused refused)) {
        open.remember(change.key(), next.get());
        return;
      }
      stored = refused.stored().map(Delta::read);
    }
  }

  /** The stored delta with what is not in it yet; empty when all is. */
  private static Optional<Delta> merged(Change change, Optional<Delta> stored) {
    Measures measures = change.measures();
    State state = stored.map(d -> measures.decode(d.state())).orElse(measures.empty());
    Optional<Position> applied = stored.map(Delta::applied);
    boolean changed = false;
    for (Added added : change.added()) {
      if (applied.isEmpty() || added.position().compareTo(applied.get()) > 0) {
        state = measures.add(state, added.event());
        applied = Optional.of(added.position());
        changed = true;
      }
    }
    return changed
        ? Optional.of(new Delta(applied.orElseThrow(), measures.encode(state)))
        : Optional.empty();
  }

  private long expires(long epoch) {
    return (epochs.start(epoch + 1) + retention.millis()) / 1_000;
  }
}
