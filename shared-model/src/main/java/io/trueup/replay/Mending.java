package io.trueup.replay;

import io.trueup.aggregate.Measures;
import io.trueup.definition.View;
import io.trueup.port.Condition;
import io.trueup.port.Item;
import io.trueup.port.Key;
import io.trueup.port.Outcome;
import io.trueup.port.Table;
import io.trueup.port.Value;
import io.trueup.port.Workers;
import io.trueup.store.CellKey;
import io.trueup.store.Delta;
import io.trueup.store.Directory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds the hot items of a stretch against those that the speed code made of the archive, and makes
 * them alike where it may write: a directory entry before the deltas of its key, each on the
 * condition that the item is still what was read. Who is refused reads again. States of sketches
 * are alike within their bounds. Safe for many threads as far as its table is.
 */
final class Mending {

  /** Each refusal is a write of somebody who has less left to write: more are no interleaving. */
  private static final int MOST_REFUSALS = 1_000;

  /** What may be done about a difference. */
  enum Means {
    LOOK,
    WRITE
  }

  /** What came of a stretch: the deltas that differed, and how many directory entries lacked. */
  record Found(List<Difference> differences, long unlisted) {}

  private final Table hot;
  private final Means means;
  private final Workers workers;

  Mending(Table hot, Means means, Workers workers) {
    this.hot = hot;
    this.means = means;
    this.workers = workers;
  }

  /** Mends the deltas of some views; {@code right} are all items that came of the stretch. */
  Found mend(Stretch stretch, List<View> views, List<Item> right) {
    long unlisted = list(views, right);
    List<Difference> differences = Collections.synchronizedList(new ArrayList<>());
    for (View view : views) {
      Map<String, Map<Key, Item>> byKey = byKey(view, right);
      keys(stretch, view).forEach(key -> byKey.computeIfAbsent(key, any -> Map.of()));
      workers.run(
          byKey.entrySet().stream()
              .<Runnable>map(
                  each ->
                      () ->
                          mend(
                              stretch,
                              view,
                              new CellKey(each.getKey()),
                              each.getValue(),
                              differences))
              .toList());
    }
    return new Found(List.copyOf(differences), unlisted);
  }

  /** The deltas of a view among items, by the text of their key. */
  private static Map<String, Map<Key, Item>> byKey(View view, List<Item> right) {
    String prefix = "delta|%s|%s|".formatted(view.fingerprint(), view.name());
    Map<String, Map<Key, Item>> byKey = new LinkedHashMap<>();
    for (Item item : right) {
      if (item.key().partition().startsWith(prefix)) {
        byKey.computeIfAbsent(item.text("key"), any -> new HashMap<>()).put(item.key(), item);
      }
    }
    return byKey;
  }

  /** The keys that the hot table lists in an epoch. */
  private Stream<String> keys(Stretch stretch, View view) {
    List<String> keys = new ArrayList<>();
    for (int spread = 0; spread < Directory.SPREADS; spread++) {
      try (var listed =
          Directory.between(
              stretch.epoch(), stretch.epoch() + 1, hot, view.fingerprint(), view.name(), spread)) {
        listed.forEach(each -> keys.add(each.key().text()));
      }
    }
    return keys.stream();
  }

  /** Writes the directory entries that lack. */
  private long list(List<View> views, List<Item> right) {
    long lacking = 0;
    for (View view : views) {
      String prefix = "keys|%s|%s|".formatted(view.fingerprint(), view.name());
      for (Item item : right) {
        if (item.key().partition().startsWith(prefix) && !isListed(item, hot.read(item.key()))) {
          lacking++;
          if (means == Means.WRITE) {
            put(item, hot.read(item.key()), stored -> isListed(item, stored));
          }
        }
      }
    }
    return lacking;
  }

  private static boolean isListed(Item item, Optional<Item> stored) {
    return stored.filter(it -> it.attributes().equals(item.attributes())).isPresent();
  }

  private void mend(
      Stretch stretch, View view, CellKey key, Map<Key, Item> right, List<Difference> into) {
    Map<Key, Item> stored = new HashMap<>();
    try (var found =
        Delta.between(
            stretch.epoch(),
            stretch.epoch() + 1,
            hot,
            view,
            view.spread().part(stretch.shard()),
            key)) {
      found
          .filter(each -> each.shard().equals(stretch.shard()))
          .forEach(each -> stored.put(each.item().key(), each.item()));
    }
    Measures measures = new Measures(view);
    right.forEach(
        (place, item) -> {
          Optional<Item> there = Optional.ofNullable(stored.get(place));
          if (!isSame(measures, item, there)) {
            into.add(
                difference(
                    there.isEmpty() ? Difference.Kind.LACKING : Difference.Kind.DIFFERENT,
                    stretch,
                    view,
                    key,
                    place));
            if (means == Means.WRITE) {
              put(item, there, now -> isSame(measures, item, now));
            }
          }
        });
    stored.forEach(
        (place, item) -> {
          if (!right.containsKey(place)) {
            into.add(difference(Difference.Kind.SURPLUS, stretch, view, key, place));
            if (means == Means.WRITE) {
              remove(item);
            }
          }
        });
  }

  private static Difference difference(
      Difference.Kind kind, Stretch stretch, View view, CellKey key, Key place) {
    return new Difference(kind, view.name(), key.text(), Delta.bucket(place.sort()), stretch);
  }

  /** Whether a stored delta says what is right; one that can't be read does not. */
  private static boolean isSame(Measures measures, Item right, Optional<Item> stored) {
    if (stored.isEmpty()) {
      return false;
    }
    Delta expected = Delta.read(right);
    try {
      Delta found = Delta.read(stored.get());
      return found.applied().equals(expected.applied())
          && stored.get().text("key").equals(right.text("key"))
          && measures
              .differing(measures.decode(found.state()), measures.decode(expected.state()))
              .isEmpty();
    } catch (RuntimeException unreadable) {
      // What no reader can read is not what is right, whatever is wrong with it.
      return false;
    }
  }

  /** Whether what is stored by now is right. */
  private interface Right {
    boolean is(Optional<Item> stored);
  }

  private void put(Item item, Optional<Item> read, Right right) {
    Optional<Item> stored = read;
    for (int refusals = 0; !right.is(stored); refusals++) {
      Condition condition = stored.map(Mending::unchanged).orElseGet(Condition.Absent::new);
      if (!(hot.write(item, condition) instanceof Outcome.Refused refused)) {
        return;
      }
      requireFew(refusals, item.key());
      stored = refused.stored();
    }
  }

  private void remove(Item read) {
    Optional<Item> stored = Optional.of(read);
    for (int refusals = 0; stored.isPresent(); refusals++) {
      if (!(hot.remove(read.key(), unchanged(stored.get())) instanceof Outcome.Refused refused)) {
        return;
      }
      requireFew(refusals, read.key());
      stored = refused.stored();
    }
  }

  private static void requireFew(int refusals, Key key) {
    if (refusals > MOST_REFUSALS) {
      throw new IllegalStateException(
          "replay of %s: refused %d times, expected fewer: somebody writes it in a closed epoch"
              .formatted(key, refusals));
    }
  }

  /** That an item is still what was read: by the position that writers go by, if it has one. */
  private static Condition unchanged(Item item) {
    String by =
        Stream.of("applied", "state", "key", "v")
            .filter(item.attributes()::containsKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "item %s has %s, expected an attribute of a delta"
                            .formatted(item.key(), item.attributes().keySet())));
    Value value = item.attributes().get(by);
    return new Condition.Equal(by, java.util.Objects.requireNonNull(value));
  }
}
