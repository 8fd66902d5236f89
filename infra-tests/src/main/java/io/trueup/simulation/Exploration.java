package io.trueup.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Every run of the smallest history with at most so many pre-emptions and faults in all, each from
 * its beginning: a run is told by its choices alone. For one thread, and a crew.
 *
 * <p>Runs with fewer deviations come first. So a state that a run comes to again has been left, or
 * will be, by runs that may deviate at least as often, and with {@link Known.Matching#STOPS} it
 * goes no further: what it would come to, they come to. What a state is, {@link Smallest} says.
 */
final class Exploration {

  private final Smallest.Shards shards;
  private final int deviations;
  private final Known known;
  private final Set<Digest> stored = new HashSet<>();
  private final Set<Digest> answers = new HashSet<>();
  private long runs;
  private long judged;
  private Optional<String> wrong = Optional.empty();

  Exploration(Smallest.Shards shards, int deviations, Known.Matching matching) {
    this.shards = shards;
    this.deviations = deviations;
    this.known = new Known(matching);
  }

  /** Explores all, on a crew, until something is wrong. */
  Exploration all(Crew crew) {
    List<Branch> level = List.of(Branch.FIRST);
    for (int spent = 0; spent <= deviations; spent++) {
      List<Branch> more = new ArrayList<>();
      while (!level.isEmpty() && wrong.isEmpty()) {
        List<Branch> now = level;
        List<Branch> next = new ArrayList<>();
        crew.run(
            0,
            now.size(),
            branch -> run(now.get((int) branch)),
            ran -> {
              for (Branch other : ran.others()) {
                (other.spent() > ran.branch().spent() ? more : next).add(other);
              }
              return add(ran);
            });
        level = next;
      }
      level = more;
    }
    return this;
  }

  private Smallest.Ran run(Branch branch) {
    return Smallest.run(shards, branch, deviations, known);
  }

  private boolean add(Smallest.Ran ran) {
    runs++;
    judged += ran.judged();
    stored.addAll(ran.stored());
    answers.addAll(ran.answers());
    wrong = ran.wrong().map(it -> "%s: %s".formatted(ran.branch(), it));
    return wrong.isEmpty();
  }

  /** What was wrong, and by which choices. */
  Optional<String> wrong() {
    return wrong;
  }

  long runs() {
    return runs;
  }

  /** Every state of the world in which there was a choice. */
  Set<Digest> states() {
    return known.states();
  }

  /** States after which not all went on alike. */
  Set<Digest> contradicted() {
    return known.contradicted();
  }

  /** What was stored after any write. */
  Set<Digest> stored() {
    return stored;
  }

  /** What was answered, and how often the pointer changed meanwhile. */
  Set<Digest> answers() {
    return answers;
  }

  /** Says on a line what it came to; 0 if nothing was wrong, else 1. */
  int show(PrintStream out) {
    wrong.ifPresent(what -> out.println("WRONG  " + what));
    out.printf(
        Locale.ROOT,
        "%-5s  at most %d pre-emptions and faults  runs %d  states %d  stored %d  answers %d, %d different  wrong %d%n",
        shards.name().toLowerCase(Locale.ROOT),
        deviations,
        runs,
        states().size(),
        stored.size(),
        judged,
        answers.size(),
        wrong.isPresent() ? 1 : 0);
    return wrong.isPresent() ? 1 : 0;
  }
}
