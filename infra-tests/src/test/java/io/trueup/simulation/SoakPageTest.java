package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The published soak is the sum of its files. */
class SoakPageTest {

  private static final Path DOCS =
      Path.of(System.getProperty("trueup.checkout", "..")).resolve("docs");

  @Test
  void page_published_saysWhatItsFilesSumUpTo() throws IOException {
    String page = Files.readString(DOCS.resolve("soak.md"));
    List<Path> files;
    try (Stream<Path> all = Files.list(DOCS.resolve("soak"))) {
      files = all.sorted().toList();
    }

    Figures sum = Stretch.sum(files.stream().map(Stretch::read).toList());
    assertThat(page).contains(sum.details(), sum.line());
    assertThat(files)
        .isNotEmpty()
        .allSatisfy(file -> assertThat(page).contains(row(file, Stretch.read(file))));
  }

  private static String row(Path file, Stretch stretch) {
    return String.format(
        Locale.ROOT,
        "| `%s` | %,d to %,d | %,d | %,d | %d |",
        file.getFileName().toString().replaceAll("[-.].*", ""),
        stretch.from(),
        stretch.next() - 1,
        stretch.figures().histories(),
        stretch.figures().answers(),
        stretch.figures().wrong());
  }
}
