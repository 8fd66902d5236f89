package io.trueup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published figures are those of the command; of fewer histories here. */
class FiguresPageTest {

  private static final Path CHECKOUT = Path.of(System.getProperty("trueup.checkout", ".."));
  private static final int HISTORIES = 80;

  private static FiguresPage page;

  @BeforeAll
  static void measure() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    page = new Publishing(nowhere).page(1, HISTORIES, 20);
  }

  @Test
  void text_publishedOne_isTheCommandsButForNumbers() throws IOException {
    String published = Files.readString(CHECKOUT.resolve("docs/figures.md"));
    assertThat(withoutNumbers(published)).isEqualTo(withoutNumbers(page.text()));
  }

  @Test
  void page_ofTheProduct_nothingIsWrongAndMuchIsMeasured() {
    Measured trueup = page.trueup();
    assertThat(trueup.histories()).isEqualTo(HISTORIES);
    assertThat(trueup.retries()).isGreaterThan(3 * HISTORIES);
    assertThat(List.of(trueup.wrong(), trueup.mixed(), trueup.differing()))
        .allSatisfy(share -> assertThat(share.some()).isZero())
        .allSatisfy(share -> assertThat(share.all()).isPositive());
    assertThat(List.of(trueup.events(), trueup.eventsAtCut()))
        .allSatisfy(count -> assertThat(count.events()).isPositive())
        .allSatisfy(count -> assertThat(count.lacking() + count.twice()).isZero());
    assertThat(trueup.ages().free()).hasSizeGreaterThan(HISTORIES);
  }

  @Test
  void page_withoutARule_measuresItsLack() {
    assertThat(page.addedAgain().events().twice()).isPositive();
    assertThat(page.addedAgain().differing().some()).isPositive();
    assertThat(page.cutByEventTime().eventsAtCut().lacking()).isPositive();
    assertThat(page.otherSegments().wrong().some()).isPositive();
  }

  private static String withoutNumbers(String text) {
    return text.replaceAll(" \\([0-9.]+ %\\)", "")
        .replaceAll("\\| (none|[0-9.]+ s) (?=\\|)", "| # ")
        .replaceAll("[0-9][0-9,.]*", "#");
  }
}
