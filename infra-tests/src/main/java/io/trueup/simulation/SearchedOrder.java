package io.trueup.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * An order that a search chooses. To leave a process that could go on is a pre-emption, and the
 * steps of a true-up are one process; where one waits or has ended, each other one may be next. A
 * step takes no time, and what is due is due at the next whole second: so what happens in the same
 * second overlaps in every way. Who can go on is told by name, so that the options depend on the
 * state of the world alone, and not on how it came about. For one history.
 */
final class SearchedOrder implements Order {

  private static final long GRID = 1_000;

  private static final Comparator<Actor> BY_NAME = Comparator.comparing(actor -> actor.name);

  private final Choices choices;
  private final Junction junction;
  private String process = "";

  SearchedOrder(Choices choices, Junction junction) {
    this.choices = choices;
    this.junction = junction;
  }

  @Override
  public Actor atCall(Actor self, List<Actor> others) {
    junction.come("call", self.name);
    int chosen = choices.deviation(others.size() + 1);
    return goesOn(chosen == 0 ? self : others.stream().sorted(BY_NAME).toList().get(chosen - 1));
  }

  @Override
  public Actor next(List<Actor> ready) {
    junction.come("next", process);
    Predicate<Actor> isSame = actor -> process(actor).equals(process);
    List<Actor> sorted = ready.stream().sorted(BY_NAME).toList();
    List<Actor> first = new ArrayList<>(sorted.stream().filter(isSame).toList());
    if (first.isEmpty()) {
      return goesOn(sorted.get(choices.free(sorted.size())));
    }
    first.addAll(sorted.stream().filter(isSame.negate()).toList());
    return goesOn(first.get(choices.deviation(first.size())));
  }

  private Actor goesOn(Actor actor) {
    process = process(actor);
    return actor;
  }

  /** A step of a true-up has the true-up's name and more. */
  private static String process(Actor actor) {
    int space = actor.name.indexOf(' ');
    return space < 0 ? actor.name : actor.name.substring(0, space);
  }

  @Override
  public int step() {
    return 0;
  }

  @Override
  public long due(long at) {
    return Math.floorDiv(at + GRID - 1, GRID) * GRID;
  }
}
