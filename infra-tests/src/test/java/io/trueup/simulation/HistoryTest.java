package io.trueup.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final long HISTORIES = 200;

  @Test
  void run_manySeeds_nothingWrongAndMuchHappens() {
    List<Figures> sum = new ArrayList<>(List.of(Figures.NONE));
    try (Crew crew = Crew.ofAll()) {
      crew.run(
          1,
          HISTORIES + 1,
          seed -> History.run(Plan.of(seed)),
          result -> {
            assertThat(result.wrong()).as("seed %d", result.plan().seed()).isEmpty();
            sum.set(0, sum.get(0).plus(Figures.of(result)));
            return true;
          });
    }
    Figures figures = sum.get(0);
    assertThat(figures.histories()).isEqualTo(HISTORIES);
    assertThat(figures.records()).isGreaterThan(40 * HISTORIES);
    assertThat(figures.allFaults()).isGreaterThan(5 * HISTORIES);
    assertThat(figures.answers()).isGreaterThan(10 * HISTORIES);
    assertThat(figures.faults().keySet()).containsExactlyInAnyOrder(Fault.values());
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
