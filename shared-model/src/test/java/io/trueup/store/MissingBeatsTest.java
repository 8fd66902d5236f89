package io.trueup.store;

import static io.trueup.store.Places.map;
import static io.trueup.store.Places.shard;
import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.event.Position;
import io.trueup.port.Condition;
import io.trueup.port.MemoryTable;
import io.trueup.time.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Beats every 10 s, epochs of a minute: six beats each. */
class MissingBeatsTest {

  private static final Span INTERVAL = Span.parse("10s");
  private static final int A_MINUTE = 6;

  /** The number of the first beat of epoch 0. */
  private static final long FIRST = 170_000_000;

  private final MemoryTable control = new MemoryTable();
  private final Ledger archived = new Ledger(control, Layer.ARCHIVE);

  @Example
  void among_allThatWereSent_none() {
    assertThat(missing(entry(2, 17, 6), entry(1, 11, 6), entry(0, 5, 6))).isZero();
  }

  @Example
  void among_gapWithinAnEpochOrOverEpochs_itsBeats() {
    assertThat(missing(entry(1, 11, 4), entry(0, 5, 6))).isEqualTo(2);
    assertThat(missing(entry(7, 47, 6), entry(0, 5, 6))).isEqualTo(36);
  }

  /** A beat that was tried again came after newer ones. */
  @Example
  void among_beatThatCameAnEpochLate_none() {
    assertThat(missing(entry(2, 17, 7), entry(1, 11, 5), entry(0, 5, 6))).isZero();
  }

  @Example
  void among_beatsThatCameTwice_hideAsMany() {
    assertThat(missing(entry(2, 17, 7), entry(1, 11, 4), entry(0, 5, 6))).isEqualTo(1);
    assertThat(missing(entry(2, 17, 9), entry(1, 11, 6), entry(0, 5, 6))).isZero();
  }

  @Example
  void among_epochsWithoutABeat_theirBeats() {
    assertThat(missing(entry(2, 17, 6), entry(1, LedgerEntry.NO_BEAT - FIRST, 0), entry(0, 5, 6)))
        .isEqualTo(6);
  }

  /** A shard begins with whichever beat comes first; one without a beat has none to miss. */
  @Example
  void among_newShard_countsFromItsFirstBeat() {
    assertThat(missing()).isZero();
    assertThat(missing(entry(0, LedgerEntry.NO_BEAT - FIRST, 0))).isZero();
    assertThat(missing(entry(0, 3, 1))).isZero();
    assertThat(missing(entry(1, 11, 7), entry(0, 4, 2))).isZero();
  }

  /** By the interval of before, numbers are of other times. */
  @Example
  void among_intervalChanged_countsFromTheFirstBeatOfTheNewOne() {
    LedgerEntry before = beating("a", 0, FIRST / 2, 6, FIRST * INTERVAL.millis());
    assertThat(missing(entry(2, 17, 5), entry(1, 11, 6), before)).isEqualTo(1);
  }

  @Example
  void among_beatThatCameADayAfterItsTime_isOfAnotherInterval() {
    long day = 24 * 3_600_000L;
    long time = (FIRST + 5) * INTERVAL.millis();
    LedgerEntry next = beating("a", 1, FIRST + 11, 5, time + 60_000);
    assertThat(missing(next, beating("a", 0, FIRST + 5, 6, time + day - 1))).isEqualTo(1);
    assertThat(missing(next, beating("a", 0, FIRST + 5, 6, time + day))).isZero();
  }

  @Example
  void of_severalShards_sumOfTheOpenOnes() {
    ShardMap map = map(shard("a"), shard("b"), shard("c", "a"));
    for (String each : List.of("a", "b", "c")) {
      write(beating(each, 0, FIRST + 5, 6));
      write(beating(each, 2, FIRST + 17, 6));
    }
    assertThat(of(map)).as("b, and c, which the closed shard a was split into").isEqualTo(12);
  }

  @Example
  void of_gapOlderThanADaysEntries_isForgotten() {
    ShardMap map = map(shard("a"));
    write(beating("a", 0, FIRST, 1));
    for (int epoch = 2; epoch < 289; epoch++) {
      write(beating("a", epoch, FIRST + epoch, 1));
    }
    assertThat(of(map)).isEqualTo(1);
    write(beating("a", 289, FIRST + 289, 1));
    assertThat(of(map)).isZero();
  }

  /** Beats in any order, without repeats: those between the first epoch's newest and the newest. */
  @Property(tries = 300)
  void among_anyLosses_thoseThatAListOfNumbersLacks(@ForAll long seed) {
    Random random = new Random(seed);
    List<Long> sent = new ArrayList<>();
    for (long number = 0; number < 120; number++) {
      sent.add(number);
    }
    sent.removeIf(number -> number > A_MINUTE && number < 114 && random.nextInt(10) == 0);
    TreeMap<Long, LedgerEntry> entries = new TreeMap<>();
    sent.forEach(
        number ->
            entries.merge(
                number / A_MINUTE, entry(number / A_MINUTE, number, 1), LedgerEntry::plus));
    List<LedgerEntry> newestFirst = new ArrayList<>(entries.values());
    Collections.reverse(newestFirst);
    assertThat(MissingBeats.among(newestFirst, INTERVAL)).isEqualTo(120 - sent.size());
  }

  private static long missing(LedgerEntry... newestFirst) {
    return MissingBeats.among(List.of(newestFirst), INTERVAL);
  }

  /** So many beats of an epoch, the newest of them so many after the first of all. */
  private static LedgerEntry entry(long epoch, long newest, long beats) {
    return beating("a", epoch, FIRST + newest, beats);
  }

  private static LedgerEntry beating(String shard, long epoch, long newest, long beats) {
    return beating(shard, epoch, newest, beats, (FIRST + A_MINUTE * epoch) * INTERVAL.millis());
  }

  private static LedgerEntry beating(
      String shard, long epoch, long newest, long beats, long arrival) {
    Position at = new Position(Long.toString(epoch), 0);
    return new LedgerEntry(
        shard, epoch, at, at, arrival, new Tally(Map.of(Tally.BEATS, beats), 0), newest, Map.of());
  }

  private void write(LedgerEntry entry) {
    archived.write(entry, new Condition.Absent());
  }

  private long of(ShardMap map) {
    return MissingBeats.of(Heads.read(map, archived), archived, INTERVAL);
  }
}
