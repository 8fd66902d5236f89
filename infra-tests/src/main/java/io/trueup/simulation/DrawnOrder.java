package io.trueup.simulation;

import java.util.ArrayList;
import java.util.List;

/** An order that the dice say; {@code preemption} is the chance of a change of turns at a call. */
record DrawnOrder(Dice dice, double preemption) implements Order {

  @Override
  public Actor atCall(Actor self, List<Actor> others) {
    if (dice.unit() >= preemption) {
      return self;
    }
    List<Actor> all = new ArrayList<>(others);
    all.add(self);
    return dice.any(all);
  }

  @Override
  public Actor next(List<Actor> ready) {
    return dice.any(ready);
  }

  @Override
  public int step() {
    return dice.from(0, 3);
  }

  @Override
  public long due(long at) {
    return at;
  }
}
