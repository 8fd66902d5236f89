package io.trueup.simulation;

import io.trueup.store.Version;
import java.util.List;
import java.util.Map;

/** Operators who roll back and resume, and who start a true-up while one may be running. */
final class Operators {

  private static final int MOST = 2;

  private Operators() {}

  static void begin(
      Scheduler scheduler, Faults faults, Dice dice, Cloud cloud, TrueUps trueUps, int length) {
    for (int i = 0; i < MOST; i++) {
      String name = "operator-" + i;
      int after = dice.from(length / 2, length);
      long pinned = dice.from(100, 10_000);
      if (faults.happens(Fault.ROLLBACK, name, 0.3)) {
        Runnable work = () -> rollBack(scheduler, dice, cloud, trueUps, name, pinned);
        scheduler.after(
            after, () -> scheduler.begin(new Actor(name, Actor.Frailty.NONE, work, ending -> {})));
      }
      if (faults.happens(Fault.TWO_TRUE_UPS, name, 0.3)) {
        String run = "again-" + i;
        scheduler.after(after, () -> trueUps.begin(run + "-a"));
        scheduler.after(after + dice.from(0, 300), () -> trueUps.begin(run + "-b"));
      }
    }
  }

  private static void rollBack(
      Scheduler scheduler, Dice dice, Cloud cloud, TrueUps trueUps, String name, long pinned) {
    List<Version> kept = cloud.pointer().previous();
    if (kept.isEmpty()) {
      return;
    }
    String version = dice.any(kept).id();
    trueUps.operate(Map.of("step", "rollback", "run", name, "version", version));
    scheduler.sleep(pinned);
    trueUps.operate(Map.of("step", "resume", "run", name));
  }
}
