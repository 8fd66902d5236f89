package io.trueup.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads an archive line from its first byte on: members in their order, without spaces. Each record
 * of an archive is read several times, which a parser of any JSON takes many times as long for. For
 * one thread.
 */
final class LineCursor {

  /** No number has more digits that fits into a {@code long}. */
  private static final int MOST_DIGITS = 18;

  private final byte[] line;
  private int at;

  LineCursor(byte[] line) {
    this.line = line;
  }

  /** Whether a text of ASCII comes next; it is passed then. */
  boolean passes(byte[] text) {
    int end = at + text.length;
    if (end > line.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (line[at + i] != text[i]) {
        return false;
      }
    }
    at = end;
    return true;
  }

  /** Passes a text of ASCII that must come next. */
  void pass(byte[] text) throws IOException {
    if (!passes(text)) {
      throw broken(new String(text, StandardCharsets.US_ASCII));
    }
  }

  /** A whole number from 0 on. */
  long number() throws IOException {
    int from = at;
    long number = 0;
    while (at < line.length && line[at] >= '0' && line[at] <= '9') {
      number = number * 10 + (line[at++] - '0');
    }
    if (at == from || at - from > MOST_DIGITS) {
      at = from;
      throw broken("a number of 1 to 18 digits");
    }
    return number;
  }

  /** As {@link #text()}; where it is what is likely, that very object, whose hash is known. */
  String text(String likely) throws IOException {
    int end = at + likely.length();
    if (likely.isEmpty() || end >= line.length || line[end] != '"') {
      return text();
    }
    for (int i = 0; i < likely.length(); i++) {
      if (line[at + i] != likely.charAt(i)) {
        return text();
      }
    }
    at = end + 1;
    return likely;
  }

  /** A text without escapes up to its closing quote, which is passed. */
  String text() throws IOException {
    int from = at;
    while (at < line.length && line[at] != '"' && line[at] != '\\') {
      at++;
    }
    if (at == from || at == line.length || line[at] == '\\') {
      at = from;
      throw broken("a text");
    }
    return new String(line, from, at++ - from, StandardCharsets.UTF_8);
  }

  /** Where the next byte is. */
  int at() {
    return at;
  }

  IOException broken(String expected) {
    return new IOException(
        "archive line of %d bytes: at byte %d, expected %s".formatted(line.length, at, expected));
  }
}
