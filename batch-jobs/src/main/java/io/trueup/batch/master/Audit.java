package io.trueup.batch.master;

import java.util.Set;
import java.util.TreeSet;

/** The comparison of what a draft holds with what it is to hold, before it is published. */
final class Audit {

  private Audit() {}

  /** Fails when the records differ, and says where first. */
  static void require(Draft draft, Set<Held> expected, Set<Held> found) {
    Set<Held> lacking = without(expected, found);
    Set<Held> surplus = without(found, expected);
    if (!lacking.isEmpty() || !surplus.isEmpty()) {
      throw new IllegalStateException(
          "audit of %s: found %s, expected %s; %d (shard, epoch)s differ"
              .formatted(
                  draft.branch(),
                  surplus.stream().findFirst(),
                  lacking.stream().findFirst(),
                  Math.max(lacking.size(), surplus.size())));
    }
  }

  /** Fails when a draft adds other than so many records. */
  static void requireAdded(Draft draft, long expected) {
    if (draft.added() != expected) {
      throw new IllegalStateException(
          "audit of %s: it adds %d records, expected %d"
              .formatted(draft.branch(), draft.added(), expected));
    }
  }

  private static Set<Held> without(Set<Held> some, Set<Held> others) {
    Set<Held> rest = new TreeSet<>();
    some.stream().filter(each -> !others.contains(each)).forEach(rest::add);
    return rest;
  }
}
