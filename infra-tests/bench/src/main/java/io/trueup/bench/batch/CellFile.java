package io.trueup.bench.batch;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;

/** Cells as lines of a file, in any order. */
final class CellFile implements AutoCloseable {

  private static final int SHOWN = 5;

  private final BufferedWriter lines;

  CellFile(Path file) {
    try {
      lines = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Cell cell) {
    try {
      lines.write(cell.line());
      lines.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of cells in two files that must be equal; fails when they are not. */
  static int equal(Path one, Path other) {
    Map<String, Integer> counts = new HashMap<>();
    int cells = count(one, 1, counts);
    count(other, -1, counts);
    counts.values().removeIf(count -> count == 0);
    if (!counts.isEmpty()) {
      throw new IllegalStateException(
          "%s and %s differ in %d lines: %s"
              .formatted(
                  one.getFileName(),
                  other.getFileName(),
                  counts.size(),
                  counts.entrySet().stream().sorted(Entry.comparingByKey()).limit(SHOWN).toList()));
    }
    return cells;
  }

  private static int count(Path file, int each, Map<String, Integer> counts) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.mapToInt(line -> counted(line, each, counts)).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int counted(String line, int each, Map<String, Integer> counts) {
    counts.merge(line, each, Integer::sum);
    return 1;
  }
}
