package io.trueup.port;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes tables whole, of objects that hold all of their items as lines: gzip, in the bucket that
 * this is of, under a prefix for each table. Who writes an object replaces one of its name. Safe
 * for many threads.
 */
public interface Imports {

  /** The prefix of the objects that a table is made of. */
  static String prefix(String table) {
    return "load/%s/".formatted(table);
  }

  /** Writes an object of a table that is to come: what a file holds. */
  void write(String table, String object, Path content);

  /** The objects of a table, whoever wrote them, in order. */
  List<String> written(String table);

  /**
   * Makes a table of its objects, which nobody changes meanwhile, and waits for its end: up to
   * hours. Fails when there is one of the name, or one is being made.
   */
  Imported make(String table);

  /**
   * Makes a table that has come to all of its items what one that is made otherwise is from the
   * start: as ready for reads as another one, as far as that can be had in some minutes.
   */
  void complete(String table, Optional<String> like);

  /** Removes the objects of a table. */
  void forget(String table);
}
