package io.trueup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers of several pages, and what may come between these. */
class LongAnswersTest {

  private static final String PATH = "/v1/views/v";

  @TempDir private Path folder = Path.of("");
  private final FakeCloud cloud = new FakeCloud().deployed("shop");

  LongAnswersTest() throws IOException {}

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void query_emptyPageThatIsNotTheLast_saysSoAndNotThatNothingCounts() {
    cloud.answer(PATH, 200, page("", ",\"next\":\"p2\""));

    assertThat(run("query", "v").out())
        .contains("v, every 1h, 0 rows\nThis page is empty, and there are more: --all reads them.")
        .doesNotContain("No event counts");
  }

  @Test
  void query_apiThatIsBusyForAWhile_asksAgain() {
    cloud.answer(PATH, 200, page(row(1), ",\"next\":\"p2\""));
    cloud.answer(PATH + "?page=p2", 200, page(row(2), ""));
    cloud.failing(429, 502);

    Cli.Result result = run("query", "v", "--all");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("2 rows");
    assertThat(cloud.asked()).containsExactly(PATH, PATH, PATH, PATH + "?page=p2");
  }

  @Test
  void query_apiThatStaysBusy_failsAfterAFewTries() {
    cloud.failing(503, 503, 503, 503, 503, 503);

    Cli.Result result = run("query", "v");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("answered 503: busy");
    assertThat(cloud.asked()).hasSize(5);
  }

  @Test
  void query_asJson_isOneDocumentWithTheLastCertificate() {
    cloud.answer(
        PATH,
        200,
        page(row(1), ",\"next\":\"p2\"").replace("\"generation\":1", "\"generation\":7"));
    cloud.answer(PATH + "?page=p2", 200, page(row(2), ""));

    assertThat(run("query", "v", "--all", "--json").out())
        .isEqualTo(
            "{\"view\":\"v\",\"every\":\"1h\",\"rows\":[%s,%s],\"certificate\":{\"generation\":1}}\n"
                .formatted(row(1), row(2)));
  }

  /** What was printed until then is no document, so that nobody takes it for one. */
  @Test
  void query_versionThatLeavesThePointer_failsAndSaysToBeginAnew() {
    cloud.answer(PATH, 200, page(row(1), ",\"next\":\"p2\""));
    cloud.answer(
        PATH + "?page=p2",
        410,
        "{\"title\":\"Gone\",\"status\":410,\"detail\":\"page is of version 'v1'\"}");

    Cli.Result result = run("query", "v", "--all", "--json");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("trueup query: Gone: page is of version 'v1'. Run the command again");
    assertThat(result.out()).contains(row(1)).doesNotContain("]");
  }

  private static String page(String rows, String more) {
    return "{\"view\":\"v\",\"every\":\"1h\",\"certificate\":{\"generation\":1},\"rows\":[%s]%s}"
        .formatted(rows, more);
  }

  private static String row(int n) {
    return "{\"bucket\":\"2026-11-01T10:00:00Z\",\"exact\":true,\"n\":%d}".formatted(n);
  }

  private Cli.Result run(String... arguments) {
    return new Cli(folder, cloud.environment()).run(arguments);
  }
}
