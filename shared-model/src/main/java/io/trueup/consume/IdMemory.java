package io.trueup.consume;

import com.carrotsearch.hppc.LongLongHashMap;
import io.trueup.event.Position;
import io.trueup.store.IdLog;
import io.trueup.store.LedgerEntry;
import io.trueup.store.LoggedId;
import java.util.List;
import java.util.Optional;

/**
 * What a worker knows of the ids on a shard: the newest arrival of each, of exactly the positions
 * up to a place that the head has passed, as far back as the longest window. What lies beyond the
 * head an unfinished attempt has logged; it comes again, and must not find itself. 21 to 43 bytes
 * an id, and up to twice as many ids as the window has. For one thread.
 */
final class IdMemory {

  /** Before every arrival. */
  private static final long NEVER = Long.MIN_VALUE;

  /** Too few to be worth looking for old ones. */
  private static final int FEW = 10_000;

  private final IdLog log;
  private final long window;
  private final LongLongHashMap newest = new LongLongHashMap();
  private Optional<IdLog.Place> known = Optional.empty();
  private int most = FEW;

  /** Of a log, for windows of at most so many milliseconds. */
  IdMemory(IdLog log, long window) {
    this.log = log;
    this.window = window;
  }

  IdLog log() {
    return log;
  }

  /** How many ids are in memory. */
  int size() {
    return newest.size();
  }

  /** The arrival of the newest record of a hash; before every arrival if none is known. */
  long newest(long hash) {
    return newest.getOrDefault(hash, NEVER);
  }

  /** Reads what others have logged up to the head. */
  void catchUp(Optional<LedgerEntry> head) {
    if (head.isEmpty() || known.filter(it -> isBehind(it.position(), head.get())).isPresent()) {
      forget();
    }
    if (head.isEmpty() || known.filter(it -> isAt(it.position(), head.get())).isPresent()) {
      return;
    }
    Position last = head.get().applied();
    long oldest = Math.max(0, head.get().arrival() - window);
    // Some that are known come again, which changes nothing.
    try (var ids = log.ids(log.epochs().of(oldest), known)) {
      ids.filter(id -> id.arrival() >= oldest && id.position().compareTo(last) <= 0)
          .forEach(this::add);
    }
    know(new IdLog.Place(head.get().epoch(), last));
  }

  /** Adds ids that the head has passed, up to a place. */
  void add(List<LoggedId> ids, IdLog.Place upTo) {
    ids.forEach(this::add);
    know(upTo);
  }

  private void add(LoggedId id) {
    newest.put(id.hash(), Math.max(id.arrival(), newest(id.hash())));
    if (newest.size() > most) {
      long oldest = id.arrival() - window;
      newest.removeAll((long hash, long arrival) -> arrival < oldest);
      most = Math.max(FEW, 2 * newest.size());
    }
  }

  private void know(IdLog.Place place) {
    known = Optional.of(place);
  }

  private void forget() {
    newest.clear();
    known = Optional.empty();
  }

  private static boolean isBehind(Position position, LedgerEntry head) {
    return position.compareTo(head.applied()) > 0;
  }

  private static boolean isAt(Position position, LedgerEntry head) {
    return position.equals(head.applied());
  }
}
