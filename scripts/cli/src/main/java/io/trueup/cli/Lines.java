package io.trueup.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The lines of a file, one after another as bytes: plain, gzip when its name ends with {@code .gz},
 * or standard input for {@code -}. Empty lines are passed over but numbered. For one thread.
 */
public final class Lines implements AutoCloseable {

  /** The most bytes that a Kinesis record holds, its partition key counted in. */
  public static final int LARGEST = 1 << 20;

  /**
   * A line without its end, numbered from 1. {@code length} is its bytes; of one that is over
   * {@link #LARGEST} the data is cut short there.
   */
  public record Line(long number, int length, byte[] data) {

    public boolean isTooLarge() {
      return length > LARGEST;
    }
  }

  private static final int BUFFER = 1 << 16;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;
  private long number;

  private Lines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /** Opens a file; fails when it can't be read, or is no gzip though its name says so. */
  public static Lines open(Console console, String file) {
    if (file.equals("-")) {
      return new Lines("standard input", console.in());
    }
    Path path = console.path(file);
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      throw Failure.wronglyAsked("%s: no file can be read there", file);
    }
    try {
      InputStream plain = Files.newInputStream(path);
      return new Lines(file, file.endsWith(".gz") ? unzipped(file, plain) : plain);
    } catch (IOException e) {
      throw Failure.wrong("%s: %s", file, e.getMessage());
    }
  }

  private static InputStream unzipped(String file, InputStream plain) throws IOException {
    BufferedInputStream start = new BufferedInputStream(plain, BUFFER);
    start.mark(2);
    int first = start.read();
    int second = start.read();
    if (first != GZIP_FIRST || second != GZIP_SECOND) {
      start.close();
      throw Failure.wrong(
          "%s: no gzip, expected one as its name says (it begins with %s, not 1f 8b)",
          file, first < 0 ? "nothing" : second < 0 ? hex(first) : hex(first) + " " + hex(second));
    }
    start.reset();
    return new GZIPInputStream(start, BUFFER);
  }

  private static String hex(int value) {
    return "%02x".formatted(value);
  }

  /** The next line that is not empty; none at the end. */
  public Optional<Line> next() {
    while (true) {
      Optional<Line> line = line();
      if (line.isEmpty() || line.get().length() > 0) {
        return line;
      }
    }
  }

  private Optional<Line> line() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
    long length = 0;
    number++;
    while (at < end || fill()) {
      int stop = at;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      length += stop - at;
      kept.write(buffer, at, Math.min(stop - at, Math.max(0, LARGEST - kept.size())));
      at = stop + 1;
      if (stop < end) {
        return Optional.of(line(kept.toByteArray(), length));
      }
    }
    return length == 0 ? Optional.empty() : Optional.of(line(kept.toByteArray(), length));
  }

  private Line line(byte[] kept, long length) {
    boolean returns = length == kept.length && length > 0 && kept[kept.length - 1] == '\r';
    byte[] data = returns ? java.util.Arrays.copyOf(kept, kept.length - 1) : kept;
    return new Line(number, (int) Math.min(Integer.MAX_VALUE, length - (returns ? 1 : 0)), data);
  }

  private boolean fill() {
    try {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      return end > 0;
    } catch (EOFException | ZipException e) {
      throw Failure.wrong(
          "%s: the gzip is broken or cut short at line %d (%s)", name, number, e.getMessage());
    } catch (IOException e) {
      throw Failure.wrong("%s: line %d can't be read: %s", name, number, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Failure.wrong("%s: %s", name, e.getMessage());
    }
  }
}
