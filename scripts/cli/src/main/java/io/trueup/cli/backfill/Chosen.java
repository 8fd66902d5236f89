package io.trueup.cli.backfill;

import io.trueup.cli.Lines;
import io.trueup.cli.Progress;
import io.trueup.cli.cost.Load;
import io.trueup.cli.trial.Trial;
import io.trueup.definition.Pipeline;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is chosen of a history: how many events in all, how many of them are left to be sent and
 * their bytes, what each of those loads the deployment with, measured on the first of them, and
 * what is passed over, by reason.
 */
public record Chosen(long all, long left, long bytes, Load load, Map<String, Long> passedOver) {

  /** Enough to know the shape of events; a trial holds their ids and cells in memory. */
  private static final int SAMPLE = 200_000;

  public Chosen {
    passedOver = Map.copyOf(passedOver);
  }

  /** Reads a history, of which all up to a line was sent; for batches of so many events. */
  public static Chosen of(
      History history, long sentUpTo, Pipeline pipeline, long now, int batch, Progress progress) {
    Trial trial = new Trial(pipeline, now, batch);
    long all = 0;
    long left = 0;
    long bytes = 0;
    try (History.Reader reader = history.open()) {
      for (var past = reader.next(); past.isPresent(); past = reader.next()) {
        all++;
        if (past.get().line() > sentUpTo) {
          left++;
          byte[] data = past.get().data();
          bytes += data.length;
          if (left <= SAMPLE) {
            trial.read(new Lines.Line(past.get().line(), data.length, data));
          }
        }
        progress.now("%,d events chosen", all);
      }
      return new Chosen(all, left, bytes, trial.load(), new TreeMap<>(reader.passedOver()));
    }
  }

  /** The load, where so many shards share a batch. */
  public Load load(int shards) {
    return new Load(
        load.bytesPerEvent(),
        load.writesPerEvent(),
        load.cellsPerEvent(),
        load.bytesPerCell(),
        Math.max(1, load.eventsPerBatch() / shards));
  }

  /** The bytes of an event, on average. */
  public double bytesPerEvent() {
    return (double) bytes / Math.max(1, left);
  }
}
