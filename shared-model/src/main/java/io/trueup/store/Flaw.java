package io.trueup.store;

import java.io.Serializable;

/**
 * An object under the archive's prefix that is not wholly archive lines: the first line that is
 * none (from 1; 0 when the object as a whole is not readable), what is wrong with it, and how many
 * there are.
 */
public record Flaw(String object, long line, String problem, long lines) implements Serializable {

  Flaw oneMore() {
    return new Flaw(object, line, problem, lines + 1);
  }
}
