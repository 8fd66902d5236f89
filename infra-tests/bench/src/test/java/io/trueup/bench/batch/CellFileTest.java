package io.trueup.bench.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFileTest {

  private static final Cell ONE = new Cell("v", "1h", "a", 0, Arrays.asList(5L, 2.5, null));
  private static final Cell OTHER = new Cell("v", "1h", "b", 0, List.of(7L));

  @Test
  void equal_otherOrderAndTypes_isTheNumberOfCells(@TempDir Path folder) {
    Path file = write(folder.resolve("one"), ONE, OTHER);
    Cell same =
        new Cell(
            "v", "1h", "a", 0, Arrays.asList(new BigDecimal("5.0"), new BigDecimal("2.50"), null));

    assertThat(CellFile.equal(file, write(folder.resolve("other"), OTHER, same))).isEqualTo(2);
  }

  @Test
  void equal_cellTwiceOrAnotherNumber_fails(@TempDir Path folder) {
    Path file = write(folder.resolve("one"), ONE, OTHER);
    Path twice = write(folder.resolve("twice"), ONE, OTHER, OTHER);
    Path less = write(folder.resolve("less"), ONE, new Cell("v", "1h", "b", 0, List.of(6L)));

    assertThatThrownBy(() -> CellFile.equal(file, twice)).hasMessageContaining("v|1h|b|0|7=-1");
    assertThatThrownBy(() -> CellFile.equal(file, less))
        .hasMessageContaining("differ in 2 lines: [v|1h|b|0|6=-1, v|1h|b|0|7=1]");
  }

  private static Path write(Path file, Cell... cells) {
    try (CellFile lines = new CellFile(file)) {
      Arrays.asList(cells).forEach(lines::write);
    }
    return file;
  }
}
