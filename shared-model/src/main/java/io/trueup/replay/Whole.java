package io.trueup.replay;

import io.trueup.definition.Pipeline;
import io.trueup.definition.View;
import io.trueup.store.InForce;
import io.trueup.store.LedgerEntry;
import io.trueup.store.Library;
import io.trueup.store.Tenure;
import io.trueup.time.Epochs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * From which epoch on the live numbers of each definition are whole, as no answer reads older ones:
 * a window after the last ledger entry that does not name it. Definitions that are closed are not
 * read any more. What workers that had not heard of a definition left before is as it happened to
 * be, and no error.
 */
final class Whole {

  private final InForce inForce;
  private final Library library;
  private final Map<String, Long> from = new HashMap<>();

  /** By the entries of all shards from a window before the first epoch that is looked at. */
  Whole(Library library, InForce inForce, Epochs epochs, Collection<LedgerEntry> entries) {
    this.library = library;
    this.inForce = inForce;
    for (Tenure tenure : inForce.tenures()) {
      if (tenure.isOpen()) {
        long named = tenure.from();
        for (LedgerEntry entry : entries) {
          if (entry.epoch() >= tenure.from() && !isBy(entry, tenure)) {
            named = Math.max(named, entry.epoch() + 1);
          }
        }
        long window = epochs(library.load(tenure), epochs);
        from.put(tenure.fingerprint(), named == 0 ? 0 : named + window);
      }
    }
  }

  /** Whether an entry names a definition, by whichever of its tenures. */
  private boolean isBy(LedgerEntry entry, Tenure tenure) {
    return inForce.of(entry.definitions()).stream()
        .map(Tenure::fingerprint)
        .anyMatch(tenure.fingerprint()::equals);
  }

  /** In how many epochs a repeat may lie behind what it repeats. */
  static long epochs(Pipeline pipeline, Epochs epochs) {
    long length = epochs.length().millis();
    return (pipeline.longestWindow() + length - 1) / length;
  }

  /** The views whose deltas of an entry's stretch answers may read, each once. */
  List<View> views(LedgerEntry entry) {
    Map<String, View> views = new LinkedHashMap<>();
    for (Tenure tenure : inForce.of(entry.definitions())) {
      Long since = from.get(tenure.fingerprint());
      if (since != null && since <= entry.epoch()) {
        library.load(tenure).views().forEach(view -> views.putIfAbsent(name(view), view));
      }
    }
    return List.copyOf(views.values());
  }

  private static String name(View view) {
    return view.fingerprint() + "|" + view.name();
  }

  /**
   * What is in force where an entry's records were taken: by the definitions that it names, in its
   * order, and no others. The first definition stays the first, since logs of ids are named by it.
   */
  InForce as(LedgerEntry entry) {
    List<Tenure> named = new ArrayList<>(inForce.of(entry.definitions()));
    Tenure first = inForce.first();
    List<Tenure> tenures = new ArrayList<>();
    if (named.get(0).fingerprint().equals(first.fingerprint())) {
      tenures.add(Tenure.from(0, first.fingerprint(), first.location()));
      named.remove(0);
    } else {
      tenures.add(
          new Tenure(
              first.fingerprint(), first.location(), 0, OptionalLong.of(0), first.claimed()));
    }
    for (Tenure each : named) {
      tenures.add(Tenure.from(entry.epoch(), each.fingerprint(), each.location()));
    }
    return new InForce(inForce.epoch(), tenures);
  }
}
