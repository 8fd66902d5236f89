package io.trueup.demo.send;

import io.trueup.cli.send.Keying;
import io.trueup.cli.send.Packing;
import io.trueup.definition.Pipeline;
import io.trueup.demo.host.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The first lines of a file, each an event just as it stands there, good or bad; empty lines are
 * none. A name that ends in {@code .gz} is a file that gzip packed.
 */
public final class LinesInput implements Input {

  /** What Kinesis takes as a record is 1 MiB with its key, of which some is left to the packing. */
  static final int LONGEST = (1 << 20) - 2_048;

  private final List<byte[]> lines;
  private final Keying keys;

  private LinesInput(List<byte[]> lines, Keying keys) {
    this.lines = lines;
    this.keys = keys;
  }

  /** Reads at most {@code events} lines for a pipeline. */
  public static LinesInput open(Path file, long events, Pipeline pipeline, Clock clock) {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new Failure("--data: no file can be read at " + file.toAbsolutePath(), 2);
    }
    try (InputStream content = content(file)) {
      List<byte[]> lines = lines(file, content, events);
      if (lines.isEmpty()) {
        throw new Failure("--data: %s has no line, expected an event per line".formatted(file), 2);
      }
      return new LinesInput(lines, new Keying(pipeline, clock));
    } catch (IOException e) {
      String expected =
          isPacked(file) ? "a file that gzip packed" : "a text file with an event per line";
      throw new Failure("--data: %s: %s, expected %s".formatted(file, e.getMessage(), expected), 2);
    }
  }

  private static boolean isPacked(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  private static InputStream content(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    if (!isPacked(file)) {
      return raw;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  private static List<byte[]> lines(Path file, InputStream content, long most) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int next = content.read(); next >= 0 && lines.size() < most; next = content.read()) {
      if (next != '\n') {
        line.write(next);
        continue;
      }
      take(file, number++, line, lines);
    }
    if (lines.size() < most) {
      take(file, number, line, lines);
    }
    return lines;
  }

  private static void take(Path file, int number, ByteArrayOutputStream line, List<byte[]> lines) {
    if (line.size() > LONGEST) {
      throw new Failure(
          "--data: %s:%d has %,d bytes, and Kinesis takes at most %,d with a key"
              .formatted(file, number, line.size(), LONGEST),
          2);
    }
    if (line.size() > 0) {
      lines.add(line.toByteArray());
    }
    line.reset();
  }

  @Override
  public long count() {
    return lines.size();
  }

  @Override
  public List<Packing.Entry> events(long from, long to) {
    return lines.subList(Math.toIntExact(from), Math.toIntExact(to)).stream()
        .map(keys::entry)
        .toList();
  }

  @Override
  public void close() {
    // Nothing is open: the lines are in memory.
  }
}
