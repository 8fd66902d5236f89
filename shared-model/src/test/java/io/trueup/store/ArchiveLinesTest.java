package io.trueup.store;

import static io.trueup.port.Zip.gzip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trueup.event.Position;
import io.trueup.time.Epochs;
import io.trueup.time.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArchiveLinesTest {

  private static final Epochs EPOCHS = new Epochs(Span.parse("5s"));

  @Test
  void next_brokenLines_arePassedOverAndTheFirstIsNamed() {
    byte[] whole =
        gzip(List.of(line(1), "{\"v\":1}\n".getBytes(UTF_8), line(2), "\n".getBytes(UTF_8)));

    Result result = read(new ByteArrayInputStream(whole));

    assertThat(result.sequences).containsExactly(1L, 2L);
    assertThat(result.flaw.orElseThrow())
        .satisfies(
            flaw -> {
              assertThat(flaw.object()).isEqualTo("object");
              assertThat(flaw.line()).isEqualTo(2);
              assertThat(flaw.lines()).isEqualTo(2);
            });
  }

  @Test
  void next_lastLineCutShort_isAFlaw() {
    byte[] cut = Arrays.copyOf(line(2), 40);

    Result result = read(new ByteArrayInputStream(gzip(List.of(line(1), cut))));

    assertThat(result.sequences).containsExactly(1L);
    assertThat(result.flaw.orElseThrow().line()).isEqualTo(2);
  }

  @Test
  void next_truncatedGzip_givesWhatCameAndIsAFlaw() {
    Random random = new Random(5);
    List<byte[]> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      byte[] data = new byte[60];
      random.nextBytes(data);
      lines.add(line(i, data));
    }
    byte[] whole = gzip(lines);

    Result result = read(new ByteArrayInputStream(whole, 0, whole.length / 2));

    assertThat(result.sequences).hasSizeBetween(1_000, 2_000);
    assertThat(result.flaw.orElseThrow())
        .satisfies(
            flaw -> {
              assertThat(flaw.line()).isEqualTo(result.sequences.size() + 1);
              assertThat(flaw.problem()).startsWith("gzip: ");
            });
  }

  @Test
  void next_noGzip_isAFlawOfTheWholeObject() {
    assertThat(
            read(new ByteArrayInputStream("a picture".getBytes(UTF_8))).flaw.orElseThrow().line())
        .isZero();
    assertThat(read(new ByteArrayInputStream(new byte[0])).flaw.orElseThrow().line()).isZero();
  }

  @Test
  void next_epochThatIsNotTheArrivals_isAFlaw() {
    ArchiveLine wrong = new ArchiveLine("shard", new Position("1", 0), 7, 5_000, new byte[0]);

    Result result = read(new ByteArrayInputStream(gzip(List.of(wrong.line()))));

    assertThat(result.sequences).isEmpty();
    assertThat(result.flaw.orElseThrow().problem()).contains("expected epoch 1");
  }

  @Test
  void next_severalGzipMembersOverAConnection_givesAll() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(List.of(line(1))));
    members.write(gzip(List.of(line(2))));
    InputStream connection =
        new FilterInputStream(new ByteArrayInputStream(members.toByteArray())) {
          @Override
          public int available() {
            return 0;
          }

          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, 7));
          }
        };

    assertThat(read(connection).sequences).containsExactly(1L, 2L);
  }

  @Test
  void next_brokenConnection_isAFailureAndNoFlaw() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] into, int offset, int length) throws IOException {
            throw new IOException("reset");
          }
        };

    assertThatThrownBy(() -> read(broken))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("object");
  }

  private record Result(List<Long> sequences, Optional<Flaw> flaw) {}

  private static Result read(InputStream in) {
    List<Long> sequences = new ArrayList<>();
    try (ArchiveLines lines = new ArchiveLines("object", in, EPOCHS)) {
      for (Optional<ArchiveLine> line = lines.next(); line.isPresent(); line = lines.next()) {
        sequences.add(line.get().position().sequence().longValue());
      }
      return new Result(sequences, lines.flaw());
    }
  }

  private static byte[] line(long sequence) {
    return line(sequence, "{\"a\":1}".getBytes(UTF_8));
  }

  private static byte[] line(long sequence, byte[] data) {
    return new ArchiveLine("shard", new Position("" + sequence, 0), 1, 5_001, data).line();
  }
}
