package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrewTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void run_historiesOnSeveralThreads_asOnOneAfterAnother(int size) {
    List<Long> digests =
        run(size, 1, 31, seed -> History.run(Plan.of(seed)).trace().digest(), Long.MAX_VALUE);

    assertThat(digests).isEqualTo(Digests.of(1, 30));
  }

  @Test
  void run_slowFirstOne_handsOnInOrderOfSeeds() {
    List<Long> seeds =
        run(
            3,
            7,
            300,
            seed -> {
              if (seed % 50 == 7) {
                pause();
              }
              return seed;
            },
            Long.MAX_VALUE);

    assertThat(seeds).isEqualTo(LongStream.range(7, 300).boxed().toList());
  }

  @Test
  void run_toldToStop_handsOnNoMore() {
    assertThat(run(2, 1, 1_000, seed -> seed, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void run_historyThatBreaks_failsWithItsCause() {
    assertThatThrownBy(() -> run(2, 1, 9, seed -> 10 / (seed - 4), Long.MAX_VALUE))
        .hasRootCauseInstanceOf(ArithmeticException.class);
  }

  private static List<Long> run(
      int size, long from, long to, LongFunction<Long> history, long last) {
    List<Long> told = new ArrayList<>();
    try (Crew crew = new Crew(size)) {
      crew.run(from, to, history, each -> told.add(each) && told.size() < last);
    }
    return told;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
