package io.trueup.batch.recompute;

import io.trueup.definition.View;
import io.trueup.store.CellKey;
import io.trueup.store.CrossChecking;
import io.trueup.store.Directory;
import io.trueup.store.ShardEpoch;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What is compared with the records of the archive: the hot deltas of epochs in {@code from} to
 * {@code to} (exclusive), of all keys. {@code ledgers} says where the two ledgers do not agree, or
 * did not within a window before.
 */
record Comparing(String hot, long from, long to, Map<ShardEpoch, CrossChecking.Outcome> ledgers)
    implements Serializable {

  Comparing {
    ledgers = Map.copyOf(ledgers);
  }

  /** Where the directory lists keys: a spread of a view, by its number in the definition. */
  record Place(int view, int spread) implements Serializable {}

  /** What differences in a (shard, epoch) come from; empty where they say nothing. */
  Optional<Cause> cause(ShardEpoch at) {
    return Cause.of(ledgers.getOrDefault(at, CrossChecking.Outcome.EQUAL));
  }

  /** All places at which keys are listed. */
  List<Place> places(Definition definition) {
    List<Place> places = new ArrayList<>();
    for (int view = 0; view < definition.pipeline().views().size(); view++) {
      for (int spread = 0; spread < Directory.SPREADS; spread++) {
        places.add(new Place(view, spread));
      }
    }
    return places;
  }

  /**
   * The groups of the keys that are listed at a place, as parts without states, read as they are
   * taken: in memory are the keys of one group's epochs.
   */
  Iterator<Part> listed(Place place, Definition definition, Effects effects) {
    View view = definition.pipeline().views().get(place.view());
    return Directory.between(
            from, to, effects.table(hot), view.fingerprint(), view.name(), place.spread())
        .map(each -> PortionGroup.of(place.view(), each.epoch(), each.key()))
        .filter(new Fresh())
        .map(group -> new Part(group.text(), new byte[0]))
        .iterator();
  }

  /** Lets each group through once, of groups in the order of their epochs. */
  private static final class Fresh implements Predicate<PortionGroup> {
    private final Set<CellKey> keys = new HashSet<>();
    private long first = Long.MIN_VALUE;

    @Override
    public boolean test(PortionGroup group) {
      if (group.first() != first) {
        first = group.first();
        keys.clear();
      }
      return keys.add(group.key());
    }
  }
}
