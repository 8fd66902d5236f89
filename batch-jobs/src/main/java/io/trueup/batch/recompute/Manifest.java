package io.trueup.batch.recompute;

import io.trueup.store.Flaw;
import io.trueup.store.ShardEpoch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What stands in the archive below a cut, object by object. */
record Manifest(List<ObjectTotals> objects) {

  Manifest {
    objects = List.copyOf(objects);
  }

  Map<ShardEpoch, Totals> totals() {
    Map<ShardEpoch, Totals> totals = new HashMap<>();
    objects.forEach(object -> Totals.add(totals, object.totals()));
    return totals;
  }

  /**
   * This one without the objects that have a flaw: whatever of theirs is needed stands elsewhere.
   */
  Manifest whole() {
    return new Manifest(objects.stream().filter(object -> object.flaws().isEmpty()).toList());
  }

  /** This one with further objects. */
  Manifest plus(Manifest more) {
    List<ObjectTotals> all = new ArrayList<>(objects);
    all.addAll(more.objects);
    return new Manifest(all);
  }

  Set<String> names() {
    return objects.stream().map(ObjectTotals::object).collect(Collectors.toSet());
  }

  List<Flaw> flaws() {
    return objects.stream().map(ObjectTotals::flaws).flatMap(List::stream).toList();
  }

  /** The objects that hold a record of (shard, epoch)s that are wanted. */
  List<String> holding(Predicate<ShardEpoch> wanted) {
    return objects.stream()
        .filter(object -> object.totals().keySet().stream().anyMatch(wanted))
        .map(ObjectTotals::object)
        .toList();
  }

  static long records(Collection<Totals> totals) {
    return totals.stream().mapToLong(Totals::received).sum();
  }
}
