package io.trueup.demo.check;

/** A cell that is not what it must be: what was expected of it, and what was found. */
public record Wrong(CellId cell, String measure, String expected, String found) {

  static final String WHOLE = "the cell";

  @Override
  public String toString() {
    return "%s  %s: expected %s, found %s".formatted(cell, measure, expected, found);
  }
}
