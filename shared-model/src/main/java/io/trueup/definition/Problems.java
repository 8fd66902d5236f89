package io.trueup.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What was found wrong so far while one file is read. */
final class Problems {

  private final String file;
  private final List<Problem> all = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String path, String found, String expected, Optional<String> hint) {
    add(new Problem(file, line, path, found, expected, hint));
  }

  void add(Problem problem) {
    all.add(problem);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The problems in the order of the file's lines; those of other files after this one's. */
  List<Problem> inOrder() {
    return all.stream()
        .sorted(
            Comparator.<Problem, Boolean>comparing(problem -> !problem.file().equals(file))
                .thenComparing(Problem::file)
                .thenComparingInt(Problem::line))
        .toList();
  }
}
