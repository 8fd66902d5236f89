package io.trueup.batch.recompute;

import io.trueup.store.ArchiveLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;

/**
 * Lines of which one was kept for each {@link #place}: of several the one whose bytes come first,
 * whatever the order of reading.
 */
record Distinct(Iterator<byte[]> lines) implements Iterator<ArchiveLine> {

  static String place(ArchiveLine line) {
    return line.position().text() + "|" + line.shard();
  }

  static byte[] first(byte[] one, byte[] other) {
    return Arrays.compareUnsigned(one, other) <= 0 ? one : other;
  }

  @Override
  public boolean hasNext() {
    return lines.hasNext();
  }

  @Override
  public ArchiveLine next() {
    byte[] line = lines.next();
    try {
      return ArchiveLine.parse(Arrays.copyOf(line, line.length - 1));
    } catch (IOException impossible) {
      throw new UncheckedIOException("parse a line that was written here", impossible);
    }
  }
}
