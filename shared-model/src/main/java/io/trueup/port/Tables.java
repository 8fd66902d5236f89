package io.trueup.port;

import java.util.List;

/**
 * The tables of one account that are made and removed at run time, by name. Safe for many threads.
 */
public interface Tables {

  /**
   * The table of a name; while there is none, reads fail with {@link MissingTableException}, and
   * writes fail.
   */
  Table table(String name);

  /**
   * Makes an empty table unless there is one of the name, and waits until it takes writes: up to
   * minutes.
   */
  Table create(String name);

  /**
   * As {@link #create}, and the table is as ready for reads as another one is, where tables tell
   * such things apart: who reads that one may turn to the new one at once.
   */
  default Table createLike(String name, String other) {
    return create(name);
  }

  /**
   * Removes a table and all of its items; changes nothing when there is none, or when it is being
   * made or changed.
   */
  Removal delete(String name);

  /** The names that begin with a prefix, in order; tables that are being removed may be among. */
  List<String> list(String prefix);
}
