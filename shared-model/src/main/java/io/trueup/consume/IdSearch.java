package io.trueup.consume;

import com.carrotsearch.hppc.LongLongHashMap;
import io.trueup.definition.EventType;
import io.trueup.definition.Pipeline;
import io.trueup.event.Event;
import io.trueup.event.Intake;
import io.trueup.event.Position;
import io.trueup.port.Table;
import io.trueup.store.IdHash;
import io.trueup.store.IdLog;
import io.trueup.store.LedgerEntry;
import io.trueup.store.LoggedId;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Finds repeats by a log of ids in the hot table. All accepted records of a type with a window are
 * logged, repeats too; rejected ones take no id. A chunk's ids are logged before the ledger passes
 * its records, so whoever begins at a head finds there all that came before it. In memory are those
 * of the shards that were served last, {@value #MOST_IDS} at most but for one shard's: of a shard
 * that comes back they are read again. Not safe for many threads.
 */
final class IdSearch implements Repeats {

  /** Some 250 MB at the most. */
  static final int MOST_IDS = 6_000_000;

  private final Table hot;
  private final Epochs epochs;
  private final long window;
  private final long keep;
  private final UnaryOperator<String> logs;
  private final int most;

  /** Those served last at the end. */
  private final Map<String, Shard> shards = new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps {@code most} ids in memory, and never less than the shard's that is served. */
  IdSearch(Table hot, Epochs epochs, long window, long keep, UnaryOperator<String> logs, int most) {
    this.hot = hot;
    this.epochs = epochs;
    this.window = window;
    this.keep = keep;
    this.logs = logs;
    this.most = most;
  }

  private record Shard(IdHash hash, IdMemory memory) {}

  /**
   * The search that a definition asks for, in a log of its own: what it accepts another may not.
   * {@code logs} names the log of a shard. The log is kept for the longest window and {@code
   * retention}, which is longer than the stream keeps a record: no clock decides what is found.
   */
  static Repeats of(
      Table hot, Pipeline pipeline, Epochs epochs, Span retention, UnaryOperator<String> logs) {
    long longest = pipeline.longestWindow();
    return longest == 0
        ? Repeats.unsought()
        : new IdSearch(hot, epochs, longest, longest + retention.millis(), logs, MOST_IDS);
  }

  @Override
  public Search begin(String shard, Optional<LedgerEntry> head) {
    Shard of =
        shards.computeIfAbsent(
            shard,
            id ->
                new Shard(
                    new IdHash(id),
                    new IdMemory(new IdLog(hot, logs.apply(id), epochs, keep), window)));
    forgetOthers();
    of.memory().catchUp(head);
    return new Batch(of);
  }

  /** Of the shards that were not served for the longest time, while all are too many. */
  private void forgetOthers() {
    long ids = shards.values().stream().mapToLong(shard -> shard.memory().size()).sum();
    Iterator<Shard> longAgo = shards.values().iterator();
    for (int others = shards.size() - 1; others > 0 && ids > most; others--) {
      ids -= longAgo.next().memory().size();
      longAgo.remove();
    }
  }

  private static final class Batch implements Search {
    private final Shard shard;

    /** Of this batch's own records: the memory takes them once they are in the ledger. */
    private final LongLongHashMap newest = new LongLongHashMap();

    private final Deque<LoggedId> judged = new ArrayDeque<>();
    private List<LoggedId> logged = List.of();

    Batch(Shard shard) {
      this.shard = shard;
    }

    @Override
    public Occurrence judge(Position position, long arrival, Intake intake) {
      if (!(intake instanceof Intake.Accepted accepted)) {
        return Occurrence.FIRST;
      }
      Event event = accepted.event();
      EventType type = event.type();
      if (type.window().isZero()) {
        return Occurrence.FIRST;
      }
      long hash = shard.hash().of(type.name(), event.id());
      long before = newest.getOrDefault(hash, shard.memory().newest(hash));
      newest.put(hash, arrival);
      judged.add(new LoggedId(position, arrival, hash));
      return before >= arrival - type.window().toMillis() ? Occurrence.REPEATED : Occurrence.FIRST;
    }

    @Override
    public void log(List<Taken> chunk) {
      Position last = chunk.get(chunk.size() - 1).record().position();
      List<LoggedId> ids = new ArrayList<>();
      while (!judged.isEmpty() && judged.element().position().compareTo(last) <= 0) {
        ids.add(judged.remove());
      }
      shard.memory().log().write(ids);
      logged = ids;
    }

    @Override
    public void entered(List<Taken> chunk) {
      Taken last = chunk.get(chunk.size() - 1);
      shard.memory().add(logged, new IdLog.Place(last.epoch(), last.record().position()));
    }
  }
}
