package io.trueup.consume;

import io.trueup.event.Intake;
import io.trueup.event.Position;
import java.util.List;

/** A search that takes every record for a first one. */
enum NoSearch implements Repeats.Search {
  INSTANCE;

  @Override
  public Occurrence judge(Position position, long arrival, Intake intake) {
    return Occurrence.FIRST;
  }

  @Override
  public void log(List<Taken> chunk) {}

  @Override
  public void entered(List<Taken> chunk) {}
}
