package io.trueup.demo.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.cli.send.Packing;
import io.trueup.definition.Pipeline;
import io.trueup.definition.PipelineFolder;
import io.trueup.definition.PipelineReader;
import io.trueup.definition.Reading;
import io.trueup.demo.host.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesInputTest {

  private static final String LINES =
      """
      {"meta":{"kind":"click"},"id":"0c1bd14e-2d50-4a5c-8d1b-0a1b2c3d4e5f","at":0,"place":"/ü|🛫"}
      no event

      {"meta":{"kind":"order"},"id":"o1","at":0,"amount":1}
      {"meta":{"kind":"click"},"id":"0c1bd14e-2d50-4a5c-8d1b-0a1b2c3d4e5f","at":0,"place":""}""";

  private final Path folder;

  LinesInputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void events_plainLines_areAsTheyStandWithTheirKeys() throws Exception {
    List<Packing.Entry> events = open(write("events.jsonl", LINES), 9).events(0, 4);
    assertThat(events.stream().map(event -> new String(event.data(), UTF_8)))
        .containsExactlyElementsOf(LINES.lines().filter(line -> !line.isEmpty()).toList());
    assertThat(events.get(0).partitionKey()).isEqualTo("/ü|🛫");
    assertThat(events.get(1).partitionKey()).as("of no event").matches("[0-9a-f]{64}");
    assertThat(events.get(2).partitionKey()).as("null key").isEqualTo("o1");
    assertThat(events.get(3).partitionKey()).as("empty key").matches("[0-9a-f]{64}");
  }

  @Test
  void open_packedFile_hasTheSameLines() throws Exception {
    Path file = folder.resolve("events.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(LINES.getBytes(UTF_8));
    }
    assertThat(open(file, 9).count()).isEqualTo(4);
    assertThat(open(file, 2).count()).isEqualTo(2);
  }

  @Test
  void open_badFile_saysWhatIsWrong() throws Exception {
    refused(folder.resolve("none"), "--data: no file can be read at ");
    refused(folder, "--data: no file can be read at ");
    refused(write("empty", "\n\n"), "/empty has no line, expected an event per line");
    refused(
        write("plain.gz", LINES),
        "/plain.gz: Not in GZIP format, expected a file that gzip packed");
    refused(
        write("long", "{}\n" + "x".repeat(1 << 20)),
        "/long:2 has 1,048,576 bytes, and Kinesis takes at most 1,046,528 with a key");
  }

  private void refused(Path file, String message) {
    assertThatThrownBy(() -> open(file, 9))
        .isInstanceOfSatisfying(Failure.class, it -> assertThat(it.exitCode()).isEqualTo(2))
        .hasMessageContaining(message);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private LinesInput open(Path file, long events) throws IOException {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    return LinesInput.open(file, events, hostile(), clock);
  }

  private static Pipeline hostile() throws IOException {
    Path folder = Path.of("src/test/resources/hostile");
    return ((Reading.Read) PipelineReader.read(PipelineFolder.load(folder))).pipeline();
  }
}
