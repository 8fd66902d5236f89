package io.trueup.simulation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The producers of a history, and the heartbeats: what is put on the stream, and when. */
final class Producers {

  private static final long HOUR = 3_600_000;
  private static final long MONTH = 30 * 24 * HOUR;
  private static final int BEAT_EVERY = 4_000;

  private static final List<@Nullable String> SHOPS =
      Arrays.asList("a", "b", null, "|#\u00e9\ud83d\ude00", "c", "d", "e", "f", "g", "");

  private final Scheduler scheduler;
  private final Faults faults;
  private final Dice dice;
  private final ModelStream stream;
  private int beats;

  Producers(Scheduler scheduler, Faults faults, Dice dice, ModelStream stream) {
    this.scheduler = scheduler;
    this.faults = faults;
    this.dice = dice;
    this.stream = stream;
  }

  static @Nullable String shop(Dice dice) {
    double unit = dice.unit();
    return SHOPS.get((int) (unit * unit * SHOPS.size()));
  }

  /** Begins to send so many events within some milliseconds, less those left out. */
  void begin(int count, long length, Set<Integer> without) {
    for (int number = 0; number < count; ) {
      int together = dice.unit() < 0.25 ? dice.from(2, 4) : 1;
      long after = dice.from(0, (int) length);
      List<Integer> numbers = new ArrayList<>();
      for (int end = Math.min(count, number + together); number < end; number++) {
        if (!without.contains(number)) {
          numbers.add(number);
        }
      }
      if (!numbers.isEmpty()) {
        scheduler.after(after, () -> send(numbers));
      }
    }
    scheduler.after(dice.from(0, BEAT_EVERY), () -> beat(scheduler.now() + length));
  }

  private void send(List<Integer> numbers) {
    long time = time("event " + numbers.get(0));
    List<Sent> sent = numbers.stream().map(number -> sent(number, time)).toList();
    int first = numbers.get(0);
    int place = dice.of("route " + first).unit() < 0.3 ? first : id(first);
    stream.put(hash(dice.of("hash " + place)), sent, time);
  }

  /** The arrival time that Kinesis gives, whose clocks differ a little, and now and then much. */
  private long time(String place) {
    Dice clock = dice.of("clock " + place);
    long step = faults.happens(Fault.CLOCK_STEP, place, 0.05) ? clock.from(-9_000, 3_000) : 0;
    return scheduler.now() + step - clock.from(0, 200);
  }

  private Sent sent(int number, long arrival) {
    String place = "event " + number;
    Dice own = dice.of(place);
    if (id(number) != number) {
      faults.happens(Fault.REPEAT, place, 1);
    }
    Sent.Kind kind =
        faults.happens(Fault.MALFORMED, place, 0.06) ? Sent.Kind.MALFORMED : Sent.Kind.EVENT;
    long at = arrival - own.from(0, 90_000);
    if (faults.happens(Fault.LATE_EVENT, place, 0.08)) {
      at = arrival - (long) (own.unit() * MONTH);
    } else if (faults.happens(Fault.AHEAD, place, 0.06)) {
      at = arrival + HOUR + own.from(-2_000, 4_000);
    }
    return new Sent(number, id(number), kind, shop(own), at, own.from(0, 20));
  }

  /** The event that a number stands for: of a repeat another one's, sent before or after it. */
  private int id(int number) {
    String place = "event " + number;
    return number > 0 && faults.isIn(Fault.REPEAT, place, 0.15)
        ? id(dice.of("repeat " + place).from(Math.max(0, number - 12), number))
        : number;
  }

  private void beat(long until) {
    beats();
    if (scheduler.now() < until) {
      scheduler.after(BEAT_EVERY, () -> beat(until));
    }
  }

  /** Puts a heartbeat on each open shard. */
  void beats() {
    int number = beats++;
    for (ModelStream.ModelShard shard : stream.openShards()) {
      long time = time("beat " + number + " " + shard.shard.id());
      stream.put(shard.shard.firstHash(), List.of(Sent.beat(number, time)), time);
    }
  }

  private static BigInteger hash(Dice dice) {
    return BigInteger.valueOf(dice.next() >>> 1).shiftLeft(65);
  }
}
