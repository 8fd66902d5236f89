package io.trueup.batch.recompute;

import io.trueup.aggregate.Measures;
import io.trueup.aggregate.State;
import io.trueup.consume.Pool;
import io.trueup.definition.Measure;
import io.trueup.definition.View;
import io.trueup.port.Table;
import io.trueup.port.Workers;
import io.trueup.store.Delta;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the hot deltas of keys with what the archive's records come to, both ways: a delta that
 * no record explains differs as much as records without a delta, and one that can't be read differs
 * in all measures. It reads the deltas of a key consistently. For one thread.
 */
final class Comparison {

  private static final Logger LOG = LoggerFactory.getLogger(Comparison.class);

  /** What is told as the number of a delta that can't be read. */
  private static final String UNREADABLE = "unreadable";

  /** So many states of the archive's records are in memory at once, and about as many deltas. */
  private static final int MOST = 20_000;

  /** The readers of this process; a read is waiting for its answer. */
  static final Pool READERS = new Pool(16);

  private final Comparing comparing;
  private final Table hot;
  private final Definition definition;

  private Comparison(Comparing comparing, Table hot, Definition definition) {
    this.comparing = comparing;
    this.hot = hot;
    this.definition = definition;
  }

  static Compared of(
      Iterator<Group> groups,
      Comparing comparing,
      Table hot,
      Definition definition,
      Workers readers) {
    return of(groups, comparing, hot, definition, readers, MOST);
  }

  /** As above, with so many states before memory is full. */
  static Compared of(
      Iterator<Group> groups,
      Comparing comparing,
      Table hot,
      Definition definition,
      Workers readers,
      int most) {
    Comparison comparison = new Comparison(comparing, hot, definition);
    Compared compared = Compared.NONE;
    while (groups.hasNext()) {
      List<OneKey> some = new ArrayList<>();
      int states = 0;
      while (groups.hasNext() && states < most) {
        OneKey next = comparison.key(groups.next());
        some.add(next);
        states += Math.max(1, next.archived.size()); // One that is only listed has deltas as well.
      }
      readers.run(some.stream().<Runnable>map(each -> each::compare).toList());
      for (OneKey each : some) {
        compared = compared.plus(each.compared());
      }
    }
    return compared;
  }

  private OneKey key(Group group) {
    PortionGroup of = PortionGroup.parse(group.key());
    PortionStates archived = new PortionStates(definition.measures().get(of.view()));
    group.parts().forEach(archived::merge);
    return new OneKey(of, archived);
  }

  /** The comparison of one group. */
  private final class OneKey {
    private final PortionGroup group;
    private final PortionStates archived;
    private final View view;
    private final Measures measures;
    private final Map<Cause, Long> differing = new TreeMap<>();
    private final List<Offender> offenders = new ArrayList<>();
    private long pairs;

    OneKey(PortionGroup group, PortionStates archived) {
      this.group = group;
      this.archived = archived;
      this.view = definition.pipeline().views().get(group.view());
      this.measures = definition.measures().get(group.view());
    }

    Compared compared() {
      return Compared.of(pairs, differing, offenders);
    }

    void compare() {
      Map<Portion, Optional<State>> live = live();
      TreeSet<Portion> all = new TreeSet<>(Portion.ORDER);
      all.addAll(live.keySet());
      all.addAll(archived.portions());
      Optional<State> none = Optional.of(measures.empty());
      for (Portion portion : all) {
        Optional<State> delta = live.getOrDefault(portion, none);
        comparing.cause(portion.at()).ifPresent(cause -> compare(portion, delta, cause));
      }
    }

    /** The stored states; empty those that can't be read. */
    private Map<Portion, Optional<State>> live() {
      Map<Portion, Optional<State>> live = new TreeMap<>(Portion.ORDER);
      try (var deltas =
          Delta.between(
              Math.max(comparing.from(), group.first()),
              Math.min(comparing.to(), group.end()),
              hot,
              view,
              group.key())) {
        // One of a shard in two parts of the spread would count twice in answers: here as well.
        deltas.forEach(
            found ->
                live.merge(
                    new Portion(found.epoch(), found.bucket(), found.shard()),
                    state(found),
                    (one, other) ->
                        one.flatMap(it -> other.map(more -> measures.merge(it, more)))));
      }
      return live;
    }

    /**
     * Whatever bytes may fail with: nothing is read here that was not before. The true-up that this
     * is a part of is what makes up for such a delta.
     */
    private Optional<State> state(Delta.Found found) {
      try {
        return Optional.of(measures.decode(found.delta().state()));
      } catch (RuntimeException unreadable) {
        LOG.warn("delta {}: can't be read, counted as wrong", found.item().key(), unreadable);
        return Optional.empty();
      }
    }

    private void compare(Portion portion, Optional<State> live, Cause cause) {
      State once = archived.of(portion, Repeat.NONE);
      State beyond = measures.merge(once, archived.of(portion, Repeat.BEYOND_WINDOW));
      State across = measures.merge(once, archived.of(portion, Repeat.ACROSS_SHARDS));
      State counted = measures.merge(beyond, archived.of(portion, Repeat.ACROSS_SHARDS));
      List<Integer> wrong =
          live.map(it -> measures.differing(it, counted)).orElseGet(() -> all(view.measures()));
      tell(cause, portion, wrong, live, counted);
      if (cause == Cause.UNEXPLAINED) {
        pairs += view.measures().size();
        tell(Cause.REPEAT_BEYOND_WINDOW, portion, others(once, beyond, wrong), live, once);
        tell(Cause.REPEAT_ACROSS_SHARDS, portion, others(once, across, wrong), live, once);
      }
    }

    private static List<Integer> all(List<Measure> measures) {
      return IntStream.range(0, measures.size()).boxed().toList();
    }

    private List<Integer> others(State once, State more, List<Integer> but) {
      List<Integer> differing = new ArrayList<>(measures.differing(once, more));
      differing.removeAll(but);
      return differing;
    }

    private void tell(
        Cause cause, Portion portion, List<Integer> which, Optional<State> live, State exact) {
      if (which.isEmpty()) {
        return;
      }
      differing.merge(cause, (long) which.size(), Math::addExact);
      var lives = live.map(measures::values);
      var exacts = measures.values(exact);
      for (int place : which) {
        String measure = view.measures().get(place).name();
        offenders.add(
            new Offender(
                cause,
                view.name(),
                group.key().text(),
                portion.bucket(),
                measure,
                lives.isPresent() ? lives.get().get(measure) : UNREADABLE,
                exacts.get(measure),
                portion.shard(),
                portion.epoch()));
      }
    }
  }
}
