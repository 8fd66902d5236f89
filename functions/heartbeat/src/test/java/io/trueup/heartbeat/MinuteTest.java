package io.trueup.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.trueup.time.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteTest {

  private static final Instant START = Instant.parse("2024-11-24T12:00:00Z");
  private static final long FIRST = START.getEpochSecond() / 10;

  @Test
  void beats_everyTenSeconds_sixEachDueAtItsTime() {
    assertThat(minute("10s").beats(START))
        .containsExactly(due(0, 0), due(1, 10), due(2, 20), due(3, 30), due(4, 40), due(5, 50));
  }

  @Test
  void beats_plannedLate_thoseDueAtOnce() {
    assertThat(minute("10s").beats(START.plusSeconds(25)))
        .containsExactly(due(0, 0), due(1, 0), due(2, 0), due(3, 5), due(4, 15), due(5, 25));
  }

  @Test
  void beats_plannedAgain_theSameNumbers() {
    assertThat(numbers(Minute.of(START.plusMillis(59_999), Span.parse("10s"))))
        .isEqualTo(numbers(minute("10s")));
  }

  @Test
  void beats_longerThanAMinute_onlyWhereAnIntervalBegins() {
    assertThat(minute("2m").beats(START)).hasSize(1);
    assertThat(Minute.of(START.plusSeconds(60), Span.parse("2m")).beats(START)).isEmpty();
  }

  /** Whatever the interval: minute after minute, each number once and none left out. */
  @Test
  void beats_anyInterval_numbersWithoutGapOrRepeat() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      Span interval = new Span(1_000 + random.nextInt(180_000));
      List<Long> numbers = new ArrayList<>();
      for (int minute = 0; minute < 20; minute++) {
        numbers.addAll(numbers(Minute.of(START.plusSeconds(60L * minute), interval)));
      }
      for (int at = 1; at < numbers.size(); at++) {
        assertThat(numbers.get(at)).as("%s", interval).isEqualTo(numbers.get(at - 1) + 1);
      }
      assertThat(numbers.size()).as("%s", interval).isEqualTo(count(interval));
    }
  }

  /** How many intervals begin within twenty minutes: by looking at each millisecond's interval. */
  private static int count(Span interval) {
    long length = interval.millis();
    int count = 0;
    long start = START.toEpochMilli();
    for (long number = start / length; number * length < start + 1_200_000; number++) {
      count += number * length >= start ? 1 : 0;
    }
    return count;
  }

  private static Minute minute(String interval) {
    return Minute.of(START, Span.parse(interval));
  }

  private static List<Long> numbers(Minute minute) {
    return minute.beats(START).stream().map(Minute.Due::number).toList();
  }

  private static Minute.Due due(int index, int seconds) {
    return new Minute.Due(FIRST + index, Duration.ofSeconds(seconds));
  }
}
