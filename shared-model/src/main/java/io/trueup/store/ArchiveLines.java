package io.trueup.store;

import io.trueup.time.Epochs;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one gzip object of the archive, one at a time. Lines that are no archive lines, and
 * the rest of an object that is cut short or no gzip, are passed over and stand in {@link #flaw}; a
 * connection that breaks is a failure instead. For one thread.
 */
public final class ArchiveLines implements AutoCloseable {

  /** More than any line that holds a record of Kinesis. */
  private static final int LONGEST = 32 << 20;

  private static final int BUFFER = 16 << 10;

  private final String object;
  private final Epochs epochs;
  private final InputStream raw;
  private final byte[] buffer = new byte[BUFFER];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  private @Nullable InputStream unzipped;

  /** Of the line before: most stand behind another one of their shard. */
  private String shard = "";

  private int next;
  private int end;
  private long number;
  private @Nullable Flaw flaw;

  public ArchiveLines(String object, InputStream raw, Epochs epochs) {
    this.object = object;
    this.epochs = epochs;
    this.raw = raw;
  }

  /** The next archive line; empty at the end of the object. */
  public Optional<ArchiveLine> next() {
    try {
      for (byte[] line = line(); line != null; line = line()) {
        number++;
        try {
          return Optional.of(checked(ArchiveLine.parse(line, shard)));
        } catch (IOException | IllegalArgumentException broken) {
          add(number, String.valueOf(broken.getMessage()));
        }
      }
    } catch (ZipException | EOFException broken) {
      add(number == 0 ? 0 : number + 1, "gzip: " + broken.getMessage());
    } catch (IOException failed) {
      throw new UncheckedIOException("read archive object %s".formatted(object), failed);
    }
    return Optional.empty();
  }

  /** What was passed over so far; empty when nothing was. */
  public Optional<Flaw> flaw() {
    return Optional.ofNullable(flaw);
  }

  @Override
  public void close() {
    try {
      // An inflater has memory that is not the heap's.
      (unzipped == null ? raw : unzipped).close();
    } catch (IOException failed) {
      throw new UncheckedIOException("close archive object %s".formatted(object), failed);
    }
  }

  private ArchiveLine checked(ArchiveLine line) throws IOException {
    if (epochs.of(line.arrival()) != line.epoch()) {
      throw new IOException(
          "archive line of epoch %d and arrival %d, expected epoch %d"
              .formatted(line.epoch(), line.arrival(), epochs.of(line.arrival())));
    }
    shard = line.shard();
    return line;
  }

  private void add(long line, String problem) {
    flaw = flaw == null ? new Flaw(object, line, problem, 1) : flaw.oneMore();
  }

  private byte @Nullable [] line() throws IOException {
    begun.reset();
    while (fill()) {
      int start = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      begun.write(buffer, start, next - start);
      if (begun.size() > LONGEST) {
        throw new ZipException("a line of over %d bytes, expected less".formatted(LONGEST));
      }
      if (next < end) {
        next++;
        return begun.toByteArray();
      }
    }
    return begun.size() > 0 ? begun.toByteArray() : null;
  }

  private boolean fill() throws IOException {
    if (next < end) {
      return true;
    }
    if (unzipped == null) {
      unzipped = new GZIPInputStream(new Whole(new BufferedInputStream(raw, BUFFER)), BUFFER);
    }
    next = 0;
    end = unzipped.read(buffer, 0, buffer.length);
    return end > 0;
  }

  /**
   * A stream that says truly whether more comes: a gzip reader takes a second member only when
   * something is available, which a connection denies while it waits.
   */
  private static final class Whole extends FilterInputStream {
    Whole(InputStream buffered) {
      super(buffered);
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      int one = in.read();
      in.reset();
      return one < 0 ? 0 : Math.max(1, in.available());
    }
  }
}
