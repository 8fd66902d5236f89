package io.trueup.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

  private static final String SALE =
      "{\"id\":\"%s\",\"at\":\"2026-10-31T10:00:00Z\",\"amount\":5,\"store\":\"%s\"}\n";

  @TempDir private Path folder = Path.of("");

  private Cli shop() {
    Cli cli = Cli.in(folder);
    cli.shop();
    return cli;
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  @Test
  void open_gzip_readsItsLines() throws IOException {
    Cli cli = shop();
    cli.write("events.gz", gzip(SALE.formatted("a", "x") + SALE.formatted("b", "y")));

    assertThat(cli.run("try", "shop", "events.gz").out()).contains("2 lines: 2 accepted");
  }

  @Test
  void open_gzipThatIsNone_saysWhatItBeginsWith() {
    Cli cli = shop();
    cli.write("events.jsonl.gz", SALE.formatted("a", "x"));

    Cli.Result result = cli.run("try", "shop", "events.jsonl.gz");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo(
            "trueup try: events.jsonl.gz: no gzip, expected one as its name says (it begins with 7b"
                + " 22, not 1f 8b)\n");
  }

  @Test
  void open_gzipCutShort_namesTheLine() throws IOException {
    Cli cli = shop();
    byte[] whole = gzip(SALE.formatted("a", "x").repeat(10));
    cli.write("events.gz", Arrays.copyOf(whole, whole.length - 12));

    Cli.Result result = cli.run("try", "shop", "events.gz");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("trueup try: events.gz: the gzip is broken or cut short at line ");
  }

  @Test
  void open_emptyFile_saysWhatIsExpected() {
    Cli cli = shop();
    cli.write("empty.jsonl", "\n\n");

    for (String command : new String[] {"try shop", "init"}) {
      Cli.Result result = cli.run((command + " empty.jsonl").split(" ", -1));
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .isEqualTo(
              "trueup %s: empty.jsonl: empty, expected one JSON object per line\n"
                  .formatted(command.split(" ", -1)[0]));
    }
  }

  @Test
  void open_fileNotThere_saysSo() {
    Cli.Result result = shop().run("try", "shop", "nope.jsonl");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).isEqualTo("trueup try: nope.jsonl: no file can be read there\n");
  }

  @Test
  void next_lineOfOneMegabyte_isReadAndALargerOneCounted() {
    Cli cli = shop();
    String large = SALE.formatted("a", "x".repeat(1_000_000));
    String tooLarge = SALE.formatted("b", "x".repeat(1 << 20));
    cli.write("events.jsonl", large + tooLarge + SALE.formatted("c", "y").strip());

    Cli.Result result = cli.run("try", "shop", "events.jsonl");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("3 lines: 2 accepted, 1 rejected")
        .contains(
            "too_large: 1 rejected\n  line 2: %,d bytes, expected at most 1,048,576\n"
                .formatted(tooLarge.length() - 1));
  }

  @Test
  void next_windowsLineEndsAndEmptyLines_keepTheNumbers() {
    Cli cli = shop();
    cli.write("events.jsonl", SALE.formatted("a", "x").replace("\n", "\r\n") + "\n\n{broken\n");

    assertThat(cli.run("try", "shop", "events.jsonl").out())
        .contains("2 lines: 1 accepted, 1 rejected")
        .contains("not_json: 1 rejected\n  line 4: ");
  }
}
