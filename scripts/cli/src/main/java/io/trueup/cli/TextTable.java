package io.trueup.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table as people read it: aligned columns under a header, numbers to the right. */
public final class TextTable {

  /** Which side of a column its texts stand at. */
  public enum Side {
    LEFT,
    RIGHT
  }

  /** A column's header and side. */
  public record Column(String header, Side side) {}

  private static final int WIDEST = 60;
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  public TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** Adds a row of one text per column; longer ones than 60 characters are cut. */
  public void add(List<String> texts) {
    rows.add(texts.stream().map(TextTable::cut).toList());
  }

  public void print(PrintStream out) {
    line(out, columns.stream().map(Column::header).toList());
    rows.forEach(row -> line(out, row));
  }

  private void line(PrintStream out, List<String> texts) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String text = texts.get(i);
      String blank = " ".repeat(width(i) - length(text));
      line.append(GAP).append(columns.get(i).side() == Side.LEFT ? text + blank : blank + text);
    }
    out.println(line.toString().stripTrailing());
  }

  private int width(int column) {
    int width = length(columns.get(column).header());
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  private static String cut(String text) {
    String flat = text.replaceAll("\\p{Cntrl}", "\uFFFD");
    return length(flat) <= WIDEST
        ? flat
        : flat.substring(0, flat.offsetByCodePoints(0, WIDEST - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
