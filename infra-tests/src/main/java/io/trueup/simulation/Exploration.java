package io.trueup.simulation;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Every run of the smallest history with at most so many pre-emptions and faults in all, each from
 * its beginning: a run is told by its choices alone. For one thread, which {@link #all} may be told
 * by another one's crew.
 */
final class Exploration {

  private final Smallest.Shards shards;
  private final int deviations;
  private final Set<Long> states = new HashSet<>();
  private long runs;
  private long answers;
  private Optional<String> wrong = Optional.empty();

  Exploration(Smallest.Shards shards, int deviations) {
    this.shards = shards;
    this.deviations = deviations;
  }

  /** Explores all, on a crew, until something is wrong. */
  Exploration all(Crew crew) {
    List<int[]> branches = run(new int[0]);
    crew.run(
        0,
        wrong.isPresent() ? 0 : branches.size(),
        branch -> new Exploration(shards, deviations).from(branches.get((int) branch)),
        this::add);
    return this;
  }

  /** What was wrong, and by which choices. */
  Optional<String> wrong() {
    return wrong;
  }

  long runs() {
    return runs;
  }

  /** Says on a line what it came to; 0 if nothing was wrong, else 1. */
  int show(PrintStream out) {
    wrong.ifPresent(what -> out.println("WRONG  " + what));
    out.printf(
        Locale.ROOT,
        "%-5s  at most %d pre-emptions and faults  runs %d  states %d  answers %d  wrong %d%n",
        shards.name().toLowerCase(Locale.ROOT),
        deviations,
        runs,
        states.size(),
        answers,
        wrong.isPresent() ? 1 : 0);
    return wrong.isPresent() ? 1 : 0;
  }

  /** Explores the runs that begin with some choices. */
  private Exploration from(int[] branch) {
    Deque<int[]> left = new ArrayDeque<>(List.of(branch));
    while (!left.isEmpty() && wrong.isEmpty()) {
      run(left.pop()).forEach(left::push);
    }
    return this;
  }

  /** Runs one, and adds it up; those that leave it. */
  private List<int[]> run(int[] given) {
    Smallest.Ran ran = Smallest.run(shards, new Choices(given, deviations));
    runs++;
    answers += ran.answers();
    states.addAll(ran.states());
    wrong = ran.wrong().map(it -> "choices %s: %s".formatted(Arrays.toString(given), it));
    return ran.others();
  }

  private boolean add(Exploration other) {
    runs += other.runs;
    answers += other.answers;
    states.addAll(other.states);
    wrong = other.wrong;
    return wrong.isEmpty();
  }
}
