package io.trueup.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.consume.Progress;
import io.trueup.consume.ShardConsumer;
import io.trueup.event.StreamRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever is delivered how often, in whatever groups and between whatever crashes: both tables
 * come to the same bytes as those of one undisturbed delivery, and these to the oracle's numbers.
 */
class RedeliveryTest {

  private static final Progress DONE = new Progress.Done();

  @Test
  void consume_onceUndisturbed_theOraclesNumbers() {
    for (long seed = 1; seed <= 2; seed++) {
      Rides.Batch batch = Rides.random(seed, 120);
      Station station = new Station();
      deliver(station.consumer(), station, batch.records());
      assertThat(station.answers())
          .as("seed %d", seed)
          .isEqualTo(RideOracle.answers(batch.rides()));
      assertThat(batch.repeats()).isPositive();
      assertThat(station.repeated()).as("seed %d", seed).isEqualTo(batch.repeats());
    }
  }

  @Test
  void consume_again_nothingChanges() {
    Rides.Batch batch = Rides.random(4, 60);
    Station station = new Station();
    ShardConsumer first = station.consumer();
    deliver(first, station, batch.records());
    List<String> once = station.dump();

    deliver(first, station, batch.records());
    assertThat(station.dump()).isEqualTo(once);
    deliver(station.consumer(), station, batch.records());
    assertThat(station.dump()).isEqualTo(once);
    deliver(station.consumer(), station, batch.records().subList(20, 60));
    assertThat(station.dump()).isEqualTo(once);
  }

  @Test
  void consume_staleMemory_sameAsOneConsumer() {
    Rides.Batch batch = Rides.random(5, 60);
    Station station = new Station();
    ShardConsumer stale = station.consumer();
    deliver(stale, station, batch.records().subList(0, 20));
    deliver(station.consumer(), station, batch.records().subList(0, 40));
    deliver(stale, station, batch.records());
    assertThat(station.dump()).isEqualTo(undisturbed(batch));
  }

  @Test
  void consume_zombieBehindAnother_sameAsOneConsumer() {
    Rides.Batch batch = Rides.random(6, 8);
    List<String> expected = undisturbed(batch);
    int writes = writes(batch);
    for (int at = 1; at <= writes; at++) {
      Station station = new Station();
      // The zombie has read the head, and stands still before a write while another does it all.
      Countdown hook =
          Countdown.before(at, () -> deliver(station.consumer(), station, batch.records()));
      deliver(station.consumer(t -> new HookedTable(t, hook)), station, batch.records());
      assertThat(station.dump()).as("seed 6, zombie at write %d", at).isEqualTo(expected);
    }
  }

  @Test
  void consume_crashAtEachWrite_redeliveredSameAsUndisturbed() {
    Rides.Batch batch = Rides.random(7, 8);
    List<String> expected = undisturbed(batch);
    int writes = writes(batch);
    assertThat(writes).isGreaterThan(8);
    Random random = new Random(7);
    Runnable die =
        () -> {
          throw new Crash();
        };
    for (int at = 1; at <= writes; at++) {
      for (Countdown crash : List.of(Countdown.before(at, die), Countdown.after(at, die))) {
        Station station = new Station();
        ShardConsumer crashing = station.consumer(t -> new HookedTable(t, crash));
        boolean crashed = Crash.in(() -> deliver(crashing, station, batch.records()));
        assertThat(crashed).isTrue();
        // It comes again to the one that crashed or to a new one, in whole or in parts.
        ShardConsumer next = random.nextBoolean() ? crashing : station.consumer();
        int middle = random.nextInt(8);
        deliver(next, station, batch.records().subList(0, middle));
        deliver(next, station, batch.records());
        assertThat(station.dump()).as("seed 7, crash at write %d", at).isEqualTo(expected);
      }
    }
  }

  private static List<String> undisturbed(Rides.Batch batch) {
    Station station = new Station();
    deliver(station.consumer(), station, batch.records());
    assertThat(station.answers()).isEqualTo(RideOracle.answers(batch.rides()));
    return station.dump();
  }

  private static int writes(Rides.Batch batch) {
    Station station = new Station();
    Countdown count = Countdown.before(-1, () -> {});
    deliver(station.consumer(t -> new HookedTable(t, count)), station, batch.records());
    return count.seen();
  }

  private static void deliver(ShardConsumer consumer, Station station, List<StreamRecord> records) {
    assertThat(consumer.consume(station.shard, new ArrayList<>(records), () -> false))
        .isEqualTo(DONE);
  }

  /** The end of a process, as its code sees it. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static boolean in(Runnable work) {
      try {
        work.run();
        return false;
      } catch (Crash crash) {
        return true;
      }
    }
  }
}
