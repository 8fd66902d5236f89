package io.trueup.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveLineTest {

  private static final Position PLACE = new Position("9".repeat(129), 3);
  private static final String HEAD =
      "{\"v\":1,\"shard\":\"shardId-000@17\",\"seq\":\"%s\",\"sub\":3,\"epoch\":8,\"arrival\":41123,"
          .formatted("9".repeat(129));

  @Test
  void object_lines_areThereUnzipped() throws IOException {
    byte[] lines = (line("{}") + line("x")).getBytes(UTF_8);
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(ArchiveLine.object(lines)))) {
      assertThat(in.readAllBytes()).isEqualTo(lines);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":1}",
        "{ \"a\" : [1.50, \"é😀\\u0000\"] }",
        "{\"event\":{\"event\":{},\"base64\":\"\"}}",
        "{\"x\":\",\\\"event\\\":\"}"
      })
  void line_objectInOneLine_holdsItsVeryBytes(String json) throws IOException {
    assertThat(line(json)).isEqualTo(HEAD + "\"event\":" + json + "}\n");
    assertThat(reread(json.getBytes(UTF_8))).isEqualTo(json);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "1",
        "{",
        "{}}",
        "{} {}",
        " {}",
        "{} ",
        "{\n}",
        "{\r}",
        "{\"a\":1,\"a\":2}",
        "\ufeff{}",
        ",\"event\":{}"
      })
  void line_anythingElse_holdsBase64(String text) throws IOException {
    assertThat(line(text)).startsWith(HEAD + "\"base64\":\"").endsWith("\"}\n").hasLineCount(1);
    assertThat(reread(text.getBytes(UTF_8))).isEqualTo(text);
  }

  @Property
  void parse_lineOfAnyData_isTheRecord(@ForAll byte[] data) throws IOException {
    byte[] line = new ArchiveLine("shardId-000@17", PLACE, 8, 41_123, data).line();
    assertThat(new String(line, ISO_8859_1).indexOf('\n')).isEqualTo(line.length - 1);
    ArchiveLine read = ArchiveLine.parse(Arrays.copyOf(line, line.length - 1));
    assertThat(read.shard()).isEqualTo("shardId-000@17");
    assertThat(read.position()).isEqualTo(PLACE);
    assertThat(read.epoch()).isEqualTo(8);
    assertThat(read.arrival()).isEqualTo(41_123);
    assertThat(read.data()).isEqualTo(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "s", "shard-1@1", "shard-1@17", "shard-1@171", "shard-2@17", "\\", "é"})
  void parse_whateverShardIsLikely_isTheRecord(String likely) throws IOException {
    byte[] line = "{}".getBytes(UTF_8);
    for (String shard : List.of("s", "shard-1@17", "shard-1@1", "é")) {
      byte[] written = new ArchiveLine(shard, PLACE, 8, 41_123, line).line();
      ArchiveLine read = ArchiveLine.parse(Arrays.copyOf(written, written.length - 1), likely);
      assertThat(read.shard()).isEqualTo(shard);
      assertThat(read.position()).isEqualTo(PLACE);
      assertThat(read.data()).isEqualTo(line);
    }
  }

  @Test
  void parse_theVeryFirstRecord_isTheRecord() throws IOException {
    String line =
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"0\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}";
    ArchiveLine read = ArchiveLine.parse(line.getBytes(UTF_8));
    assertThat(read.position()).isEqualTo(new Position("0", 0));
    assertThat(read.epoch()).isZero();
    assertThat(read.arrival()).isZero();
  }

  /** What is no failure here is other data, whose digest does not fit the ledger. */
  @Test
  void parse_anyLineCutShort_isNeverTheRecord() {
    for (String json : List.of("{\"a\":{}}", "no object")) {
      String line = line(json).strip();
      for (int length = 0; length < line.length(); length++) {
        assertThat(dataOf(line.substring(0, length))).isNotEqualTo(Optional.of(json));
      }
    }
  }

  private static Optional<String> dataOf(String line) {
    try {
      return Optional.of(new String(ArchiveLine.parse(line.getBytes(UTF_8)).data(), UTF_8));
    } catch (IOException refused) {
      return Optional.empty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"v\":2,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"-1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"1\",\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"event\":{}}",
        "{\"v\":1,\"w\":1,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"event\":{}}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0,\"base64\":\"?\"}",
        "{\"v\":1,\"shard\":\"a\",\"seq\":\"1\",\"sub\":0,\"epoch\":0,\"arrival\":0}",
        "{}",
        "not JSON"
      })
  void parse_lineOfNoRecord_fails(String line) {
    assertThatThrownBy(() -> ArchiveLine.parse(line.getBytes(UTF_8)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("archive line");
  }

  private static String line(String data) {
    return new String(
        new ArchiveLine("shardId-000@17", PLACE, 8, 41_123, data.getBytes(UTF_8)).line(), UTF_8);
  }

  private static String reread(byte[] data) throws IOException {
    byte[] line = new ArchiveLine("shardId-000@17", PLACE, 8, 41_123, data).line();
    return new String(ArchiveLine.parse(Arrays.copyOf(line, line.length - 1)).data(), UTF_8);
  }
}
