package io.trueup.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Rows for people and for programs. */
final class Table {

  private Table() {}

  static void print(List<Row> rows, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%-28s %14s %14s  %-12s %-10s %7s  %s%n",
        "name",
        "ours",
        "peer",
        "peer",
        "unit",
        "ratio",
        "of the rounds");
    for (Row row : rows) {
      out.printf(
          Locale.ROOT,
          "%-28s %,14.1f %,14.1f  %-12s %-10s %7.2f  %.2f to %.2f%n",
          row.name(),
          row.ours(),
          row.peer(),
          row.peerName(),
          row.unit(),
          row.ratio(),
          row.low(),
          row.high());
    }
  }

  static void write(List<Row> rows, Path file) {
    try {
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(file.toFile(), rows.stream().map(Row::json).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("write %s".formatted(file), e);
    }
  }
}
