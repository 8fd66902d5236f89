package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final int HISTORIES = 300;

  @Test
  void run_manySeeds_nothingWrongAndMuchHappens() {
    Figures figures = new Figures();
    LongStream.rangeClosed(1, HISTORIES)
        .forEach(
            seed -> {
              History.Result result = History.run(Plan.of(seed));
              assertThat(result.wrong()).as("seed %d", seed).isEmpty();
              figures.add(result);
            });
    assertThat(figures.records(HISTORIES)).isGreaterThan(40);
    assertThat(figures.faults(HISTORIES)).isGreaterThan(5);
    assertThat(figures.answers(HISTORIES)).isGreaterThan(10);
  }

  @Test
  void run_sameSeed_sameHistory() {
    assertThat(Digests.of(1, 20)).isEqualTo(Digests.of(1, 20));
    assertThat(Digests.of(1, 20)).doesNotHaveDuplicates();
  }

  @Test
  void run_sameSeedInAnotherProcess_sameHistory() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Digests.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(printed.lines().toList())
        .isEqualTo(List.copyOf(Digests.of(1, 20).stream().map(String::valueOf).toList()));
  }
}
