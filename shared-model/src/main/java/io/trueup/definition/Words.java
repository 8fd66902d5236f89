package io.trueup.definition;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Phrases of problems. */
final class Words {

  /** Stands for a key that is a list or a mapping. */
  static final String NOT_A_NAME = "?";

  private static final int MOST = 12;

  private Words() {}

  /** {@code one of a, b, c}, cut when there are many. */
  static String oneOf(Collection<String> names) {
    List<String> all = List.copyOf(names);
    if (all.isEmpty()) {
      return "none";
    }
    return all.stream()
        .limit(MOST)
        .collect(Collectors.joining(", ", "one of ", all.size() > MOST ? ", …" : ""));
  }
}
