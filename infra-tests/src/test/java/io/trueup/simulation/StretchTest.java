package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StretchTest {

  private static final Stretch ONE = stretch(1, 11, Map.of(Fault.CRASH, 3L));
  private static final Stretch TWO = stretch(11, 31, Map.of(Fault.CRASH, 4L, Fault.SPLIT, 1L));

  @Test
  void sum_stretchesSideBySide_addsUp() {
    Figures sum = Stretch.sum(List.of(TWO, ONE));

    assertThat(sum)
        .isEqualTo(new Figures(30, 1_500, 300, 0, 15, Map.of(Fault.CRASH, 7L, Fault.SPLIT, 1L)));
    assertThat(sum.line()).isEqualTo("histories 30  answers 300  wrong 0");
    assertThat(sum.details())
        .contains("crash ", "0.23 a history", "50.0 records, 0.3 faults, 10.0 answers; 2.0 hist");
  }

  @Test
  void sum_seedInTwoStretches_saysWhich() {
    assertThatThrownBy(() -> Stretch.sum(List.of(ONE, stretch(8, 40, Map.of()))))
        .hasMessage("seeds 8 to 10 stand in two files, expected each seed once");
  }

  @Test
  void read_whatWasWritten_isEqual(@TempDir Path folder) {
    Path file = folder.resolve("figures.json");
    ONE.write(file);
    TWO.write(file);

    assertThat(Stretch.read(file)).isEqualTo(TWO);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void read_otherFile_saysWhatIsWrong(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("figures.json");
    Files.writeString(file, "[1, 2]");

    assertThatThrownBy(() -> Stretch.read(file)).hasMessageContaining("expected what --json wrote");
  }

  private static Stretch stretch(long from, long next, Map<Fault, Long> faults) {
    long n = next - from;
    return new Stretch(from, next, new Figures(n, 50 * n, 10 * n, 0, n / 2.0, faults));
  }
}
