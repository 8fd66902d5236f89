package io.trueup.simulation;

import java.util.List;
import java.util.function.Consumer;

/** Operators who split and merge shards. */
final class Reshards {

  private static final int MOST = 2;

  private Reshards() {}

  /** Begins some within so many milliseconds; {@code made} is told of each new shard. */
  static void begin(
      Scheduler scheduler,
      Faults faults,
      Dice dice,
      ModelStream stream,
      int length,
      Consumer<ModelStream.ModelShard> made) {
    for (int i = 0; i < MOST; i++) {
      String place = "shards " + i;
      long after = dice.from(0, length);
      if (faults.happens(Fault.SPLIT, place, 0.2)) {
        scheduler.after(after, () -> stream.split(dice.any(stream.openShards())).forEach(made));
      } else if (faults.happens(Fault.MERGE, place, 0.2)) {
        scheduler.after(after, () -> merge(dice, stream, made));
      }
    }
  }

  private static void merge(Dice dice, ModelStream stream, Consumer<ModelStream.ModelShard> made) {
    List<ModelStream.ModelShard> open =
        stream.openShards().stream()
            .sorted(java.util.Comparator.comparing(each -> each.shard.firstHash()))
            .toList();
    if (open.size() > 1) {
      int low = dice.from(0, open.size() - 1);
      made.accept(stream.merge(open.get(low), open.get(low + 1)));
    }
  }
}
