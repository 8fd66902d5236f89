package io.trueup.definition;

import java.util.Optional;

/**
 * One thing that is wrong in a pipeline folder. {@code line} counts from 1 and is 0 when the
 * problem has no place in the file; {@code path} is the member's ({@code views.x.by[0]}), empty for
 * the file as a whole; {@code hint} is the nearest right name, if one is near.
 */
public record Problem(
    String file, int line, String path, String found, String expected, Optional<String> hint) {

  /** One line for people. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + (path.isEmpty() ? "" : " " + path)
        + ": "
        + found
        + ", expected "
        + expected
        + hint.map("; did you mean '%s'?"::formatted).orElse("");
  }
}
