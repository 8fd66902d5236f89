package io.trueup.definition;

import java.util.Set;
import java.util.regex.Pattern;

/** What pipelines, event types, views and measures may be called. */
public final class Names {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Parameters of a query beside the dimensions. */
  public static final Set<String> NOT_FOR_DIMENSIONS =
      Set.of("every", "from", "to", "page", "limit", "null");

  /** Members of an answer's row beside the measures. */
  static final Set<String> NOT_FOR_MEASURES = Set.of("bounds", "bucket", "exact", "key");

  private Names() {}

  /** Whether the name at a cursor is well formed; reports it when it is not. */
  static boolean check(String name, YamlCursor cursor) {
    boolean right = FORM.matcher(name).matches();
    if (!right) {
      cursor.problem(
          "name '%s'".formatted(name),
          "a name of a to z, 0 to 9 and _ that begins with a letter and has at most 64");
    }
    return right;
  }
}
