package io.trueup.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.MemoryTable;
import io.trueup.port.WatchedTable;
import io.trueup.store.IdLog;
import io.trueup.store.LedgerEntry;
import io.trueup.store.LoggedId;
import io.trueup.store.Tally;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a worker knows of the ids on a shard: those up to the head, as far back as the window. */
class IdMemoryTest {

  private static final long WINDOW = 1_000_000;
  private static final long FEW = 10_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final WatchedTable hot = new WatchedTable(new MemoryTable());
  private final IdLog log = new IdLog(hot, "shard@1", new Epochs(Span.parse("5s")), 0);
  private final IdMemory memory = new IdMemory(log, WINDOW);

  @Test
  void catchUp_loggedAtTheWindowsEdge_isKnownAndOlderOnesAreNot() {
    log.write(List.of(id(1, 4_999), id(2, 5_000), id(3, WINDOW + 5_000)));
    memory.catchUp(head(3, WINDOW + 5_000));
    assertThat(memory.newest(1)).isEqualTo(NEVER);
    assertThat(memory.newest(2)).isEqualTo(5_000);
    assertThat(memory.newest(3)).isEqualTo(WINDOW + 5_000);
  }

  @Test
  void catchUp_loggedBeyondTheHead_isNotKnown() {
    log.write(List.of(id(1, 10), id(2, 20)));
    memory.catchUp(head(1, 10));
    assertThat(memory.newest(1)).isEqualTo(10);
    assertThat(memory.newest(2)).isEqualTo(NEVER);
  }

  @Test
  void catchUp_toTheSameHead_readsNothing() {
    log.write(List.of(id(1, 10)));
    memory.catchUp(head(1, 10));
    memory.catchUp(head(1, 10));
    assertThat(hot.asked()).hasSize(1);
    assertThat(hot.open()).hasValue(0);
  }

  /** A control table that was restored from a copy of before: its records come again. */
  @Test
  void catchUp_toAHeadBehindWhatIsKnown_forgetsWhatComesAgain() {
    log.write(List.of(id(1, 10), id(2, 20)));
    memory.catchUp(head(2, 20));
    memory.catchUp(head(1, 10));
    assertThat(memory.newest(1)).isEqualTo(10);
    assertThat(memory.newest(2)).isEqualTo(NEVER);
  }

  @Test
  void catchUp_withoutAHead_forgetsAll() {
    memory.add(List.of(id(1, 10)), place(1));
    memory.catchUp(Optional.empty());
    assertThat(memory.newest(1)).isEqualTo(NEVER);
  }

  @Test
  void add_fewIds_areAllKnownHoweverOld() {
    memory.add(ids(0, FEW - 1, 0), place(FEW));
    memory.add(List.of(id(FEW - 1, 2 * WINDOW)), place(FEW));
    assertThat(memory.newest(0)).isZero();
  }

  @Test
  void add_oneMoreThanFew_dropsThoseOlderThanTheWindow() {
    memory.add(List.of(id(0, 4_999), id(1, 5_000)), place(2));
    memory.add(ids(2, FEW, 6_000), place(FEW));
    memory.add(List.of(id(FEW, WINDOW + 5_000)), place(FEW + 1));
    assertThat(memory.newest(0)).isEqualTo(NEVER);
    assertThat(memory.newest(1)).isEqualTo(5_000);
  }

  /** To look at every id for each new one would take longer with each. */
  @Test
  void add_manyWithinTheWindow_looksForOldOnesWhenThereAreTwiceAsMany() {
    long many = FEW + 1;
    memory.add(ids(0, many, 0), place(many));
    memory.add(ids(many, 2 * many, 2 * WINDOW), place(2 * many));
    assertThat(memory.newest(0)).isZero();
    memory.add(List.of(id(2 * many, 2 * WINDOW)), place(2 * many + 1));
    assertThat(memory.newest(0)).isEqualTo(NEVER);
  }

  private static List<LoggedId> ids(long from, long to, long arrival) {
    return LongStream.range(from, to).mapToObj(i -> id(i, arrival)).toList();
  }

  /** Its number is its hash as well. */
  private static LoggedId id(long number, long arrival) {
    return new LoggedId(new Position(Long.toString(number), 0), arrival, number);
  }

  private static IdLog.Place place(long number) {
    return new IdLog.Place(0, new Position(Long.toString(number), 0));
  }

  private Optional<LedgerEntry> head(long number, long arrival) {
    Position at = new Position(Long.toString(number), 0);
    return Optional.of(
        new LedgerEntry(
            "shard@1", log.epochs().of(arrival), at, at, arrival, Tally.NONE, -1, Map.of()));
  }
}
